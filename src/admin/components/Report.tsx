import { Box } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { muted } from './parts/Card.tsx';
import { DailyReports, linkButton, type DayLine } from './parts/DailyReports.tsx';
import { moment } from './parts/format.ts';
import { MomentInput } from './parts/Moments.tsx';
import { ReportTables, type PaymentsReport } from './parts/ReportTables.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

interface Page extends PaymentsReport {
  from: string;
  to: string;
  madeAt: string | null;
  days: DayLine[];
  next: string | null;
}

/** Payments of any period as they stand now, and the reports of days as they stood. The address keeps the choice. */
export default function Report(): React.ReactElement {
  const [params, setParams] = useSearchParams();
  const { data, instead } = usePage<Page>('report', Object.fromEntries(params));
  const { translatePage } = useTranslation();
  const { sb, language } = useTexts();
  const top = useRef<HTMLHeadingElement>(null);
  if (!data) return instead;
  const before = params.get('before');
  const listed: Record<string, string> = before === null ? {} : { before };
  const { from, to, madeAt, next } = data;
  const set = (side: 'from' | 'to', iso: string): void => setParams({ from, to, ...listed, [side]: iso });
  const page = (at: Record<string, string>): void => {
    const rest = Object.fromEntries([...params].filter(([name]) => name !== 'before'));
    setParams({ ...rest, ...at });
  };
  const choose = (day: string): void => {
    setParams({ ...listed, day });
    top.current?.scrollIntoView({ block: 'center' });
  };
  return (
    <Box p="xl">
      <div
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 16,
          flexWrap: 'wrap',
          marginBottom: 16,
        }}
      >
        <h2 ref={top} style={{ fontSize: 22, fontWeight: 700 }}>
          {translatePage('report')}
        </h2>
        <div style={{ display: 'flex', gap: 18, flexWrap: 'wrap' }}>
          <MomentInput name="from" value={from} onChange={(iso) => set('from', iso)} />
          <MomentInput name="to" value={to} onChange={(iso) => set('to', iso)} />
        </div>
      </div>
      {madeAt === null ? null : (
        <p style={{ ...muted, marginBottom: 12 }} data-testid="stored-report">
          {sb('report.stored', { day: from.slice(0, 10), at: moment(madeAt, language) })}{' '}
          <button type="button" style={linkButton} onClick={() => setParams({ from, to, ...listed })}>
            {sb('report.anew')}
          </button>
        </p>
      )}
      <ReportTables report={data} />
      <DailyReports
        days={data.days}
        chosen={madeAt === null ? '' : from.slice(0, 10)}
        onChoose={choose}
        pages={{
          ...(next === null ? {} : { earlier: () => page({ before: next }) }),
          ...(before === null ? {} : { newest: () => page({}) }),
        }}
      />
    </Box>
  );
}
