import { useTranslation } from 'adminjs';
import React, { useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { moment } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import { Period } from '../ledger/Period.tsx';
import { DailyReports } from './DailyReports.tsx';
import type { ReportView } from './report.ts';
import { ReportTables } from './ReportTables.tsx';
import { REPORT } from './texts.ts';

/** Payments of any period as they are now, and the reports of days as they were. The address keeps the choice. */
export default function Report(): React.ReactElement {
  const [params, setParams] = useSearchParams();
  const { data, instead } = usePage<ReportView>('report', Object.fromEntries(params));
  const { translatePage } = useTranslation();
  const say = useSay();
  const top = useRef<HTMLHeadingElement>(null);
  if (!data) return instead;
  const before = params.get('before');
  const listed: Record<string, string> = before === null ? {} : { before };
  const { from, to, madeAt, next } = data;
  const page = (at: Record<string, string>): void => {
    const rest = Object.fromEntries([...params].filter(([name]) => name !== 'before'));
    setParams({ ...rest, ...at });
  };
  const choose = (day: string): void => {
    setParams({ ...listed, day });
    top.current?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className="sb-page">
      <div className="sb-row sb-apart sb-field">
        <h1 ref={top}>{translatePage('report')}</h1>
        <Period from={from} to={to} onChange={(period) => setParams({ ...period, ...listed })} />
      </div>
      {madeAt === null ? null : (
        <p className="sb-muted sb-field" data-testid="stored-report">
          {say(REPORT.stored, { day: from.slice(0, 10), at: moment(madeAt, say.language) })}{' '}
          <button type="button" className="sb-text-button" onClick={() => setParams({ from, to, ...listed })}>
            {say(REPORT.anew)}
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
    </div>
  );
}
