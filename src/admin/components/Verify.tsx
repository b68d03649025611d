import { Box, Button } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Download } from './parts/Download.tsx';
import { moment } from './parts/format.ts';
import { MomentInput } from './parts/Moments.tsx';
import { ProgressBar } from './parts/ProgressBar.tsx';
import { RecordLink } from './parts/RecordLink.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';
import { useWork } from './parts/useWork.ts';

interface Page {
  sealed: string;
  last: string;
  blocks: string;
  closings: { day: string; hash: string; block: string }[];
  mayVerify: boolean;
  mayExport: boolean;
}
interface Result {
  blocks: number;
  transfers: string;
  head: string | null;
  problem: string | null;
  at: string;
  where?: { position: string | null; journalId: string | null; accountId: string | null };
}

const DAY_MS = 86_400_000;

/** The proof that nothing in the ledger was changed, and the ledger to take away. */
export default function Verify(): React.ReactElement {
  const { data, instead } = usePage<Page>('verify');
  const work = useWork<Result>('verify');
  const { translatePage } = useTranslation();
  const { sb } = useTexts();
  if (!data) return instead;
  return (
    <Box p="xl">
      <h2 style={{ fontSize: 22, fontWeight: 700, marginBottom: 16 }}>{translatePage('verify')}</h2>
      <Card title={sb('verify.chain')}>
        <p style={{ fontSize: 14, lineHeight: 1.5, marginBottom: 12 }}>{sb('verify.about')}</p>
        <Facts
          rows={[
            [sb('verify.last'), data.last],
            [sb('verify.sealed'), `${data.sealed} · ${sb('verify.blocks', { n: data.blocks })}`],
          ]}
        />
        {data.mayVerify ? (
          <Button
            mt="lg"
            size="sm"
            variant="contained"
            disabled={work.isBusy}
            onClick={() => void work.run()}
            data-testid="verify"
          >
            {sb('verify.run')}
          </Button>
        ) : null}
        {work.isBusy ? <ProgressBar progress={work.progress} /> : null}
        {work.problem === '' ? null : (
          <p style={{ color: '#a3241b', fontSize: 13, marginTop: 8 }}>{work.problem}</p>
        )}
        {work.result ? <Outcome result={work.result} /> : null}
      </Card>
      <Card title={sb('verify.closings')}>
        <p style={{ ...muted, marginBottom: 8 }}>{sb('verify.closingsAbout')}</p>
        {data.closings.length === 0 ? <p style={{ fontSize: 13 }}>{sb('verify.noClosings')}</p> : null}
        <Facts
          rows={data.closings.map(({ day, hash }) => [
            day,
            <code key={day} style={{ fontSize: 12 }}>
              {hash}
            </code>,
          ])}
        />
      </Card>
      {data.mayExport ? <Export /> : null}
    </Box>
  );
}

function Outcome({ result }: { result: Result }): React.ReactElement {
  const { sb, language } = useTexts();
  const good = result.problem === null;
  return (
    <div
      data-testid="verified"
      style={{
        background: good ? '#e3f5ea' : '#fde8e6',
        color: good ? '#14693f' : '#a3241b',
        borderRadius: 8,
        padding: 12,
        fontSize: 14,
        lineHeight: 1.6,
        marginTop: 12,
      }}
    >
      <b>{sb(good ? 'verify.good' : 'verify.bad')}</b> ·{' '}
      {sb('verify.walked', { blocks: result.blocks, transfers: result.transfers })} ·{' '}
      {moment(result.at, language, true)}
      {good ? null : <div>{result.problem}</div>}
      {result.where?.journalId ? (
        <div>
          <RecordLink resource="ledger_journals" id={result.where.journalId} />
        </div>
      ) : null}
      {result.head === null ? null : (
        <div style={{ overflowWrap: 'anywhere', fontSize: 12 }}>
          {sb('verify.head')}: <code>{result.head}</code>
        </div>
      )}
    </div>
  );
}

function Export(): React.ReactElement {
  const { sb } = useTexts();
  const [to, setTo] = useState(() => new Date().toISOString());
  const [from, setFrom] = useState(() => new Date(Date.now() - 30 * DAY_MS).toISOString());
  const href = (format: string): string => `/admin/export/ledger?format=${format}&from=${from}&to=${to}`;
  return (
    <Card title={sb('verify.export')}>
      <div style={{ display: 'flex', gap: 18, flexWrap: 'wrap', alignItems: 'center' }}>
        <MomentInput name="from" value={from} onChange={setFrom} />
        <MomentInput name="to" value={to} onChange={setTo} />
        <Download href={href('csv')}>CSV</Download>
        <Download href={href('jsonl')}>JSON lines</Download>
      </div>
    </Card>
  );
}
