import { Button } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { Download } from '../../kit/Download.tsx';
import { moment } from '../../kit/format.ts';
import { Empty, Muted, Row } from '../../kit/Layout.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import { useWork } from '../../kit/useWork.ts';
import { Period } from './Period.tsx';
import { VERIFY } from './texts.ts';
import type { VerifyView } from './verify.ts';

interface Result {
  blocks: number;
  transfers: string;
  head: string | null;
  problem: string | null;
  at: string;
  where?: { position: string | null; journalId: string | null; accountId: string | null };
}

const DAY_MS = 86_400_000;

/** The proof that nothing in the ledger was changed, and the ledger as a download. */
export default function Verify(): React.ReactElement {
  const { data, instead } = usePage<VerifyView>('verify');
  const { translatePage } = useTranslation();
  const say = useSay();
  if (!data) return instead;
  return (
    <div className="sb-page">
      <h1 className="sb-field">{translatePage('verify')}</h1>
      <Chain data={data} />
      <Card title={say(VERIFY.closings)}>
        <Muted>{say(VERIFY.closingsAbout)}</Muted>
        {data.closings.length === 0 ? <Empty>{say(VERIFY.noClosings)}</Empty> : null}
        <Facts
          rows={data.closings.map(({ day, hash }) => [
            day,
            <code key={day} className="sb-id">
              {hash}
            </code>,
          ])}
        />
      </Card>
      {data.mayExport ? <Export /> : null}
    </div>
  );
}

/** How far the chain is sealed, and the check of the whole chain. */
function Chain({ data }: { data: VerifyView }): React.ReactElement {
  const work = useWork<Result>('verify');
  const say = useSay();
  return (
    <Card title={say(VERIFY.chain)}>
      <p className="sb-field">{say(VERIFY.about)}</p>
      <Facts
        rows={[
          [say(VERIFY.last), data.last],
          [say(VERIFY.sealed), `${data.sealed} · ${say(VERIFY.blocks, { n: data.blocks })}`],
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
          {say(VERIFY.run)}
        </Button>
      ) : null}
      {work.isBusy ? <ProgressBar progress={work.progress} /> : null}
      {work.problem === '' ? null : <p className="sb-problem">{work.problem}</p>}
      {work.result ? <Outcome result={work.result} /> : null}
    </Card>
  );
}

function Outcome({ result }: { result: Result }): React.ReactElement {
  const say = useSay();
  const good = result.problem === null;
  return (
    <div className="sb-banner sb-ledger-verified" data-tone={good ? 'good' : 'bad'} data-testid="verified">
      <b>{say(good ? VERIFY.good : VERIFY.bad)}</b> ·{' '}
      {say(VERIFY.walked, { blocks: result.blocks, transfers: result.transfers })} ·{' '}
      {moment(result.at, say.language, true)}
      {good ? null : <div>{result.problem}</div>}
      {result.where?.journalId ? (
        <div>
          <RecordLink resource="ledger_journals" id={result.where.journalId} />
        </div>
      ) : null}
      {result.head === null ? null : (
        <div className="sb-id">
          {say(VERIFY.head)}: <code>{result.head}</code>
        </div>
      )}
    </div>
  );
}

function Export(): React.ReactElement {
  const say = useSay();
  const [period, setPeriod] = useState(() => ({
    from: new Date(Date.now() - 30 * DAY_MS).toISOString(),
    to: new Date().toISOString(),
  }));
  const href = (format: string): string =>
    `/admin/export/ledger?format=${format}&from=${period.from}&to=${period.to}`;
  return (
    <Card title={say(VERIFY.export)}>
      <Row>
        <Period {...period} onChange={setPeriod} />
        <Download href={href('csv')}>CSV</Download>
        <Download href={href('jsonl')}>JSON lines</Download>
      </Row>
    </Card>
  );
}
