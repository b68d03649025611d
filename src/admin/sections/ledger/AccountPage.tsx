import { Button } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Download } from '../../kit/Download.tsx';
import { withMinus } from '../../kit/format.ts';
import { Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { accountText } from '../../kit/sayings.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import type { AccountView } from './account.ts';
import { Period } from './Period.tsx';
import { Statement } from './Statement.tsx';
import { TEXTS } from './texts.ts';

/** An account with its statement: the balance before, each movement with the balance after it, and the balance now. */
export default function AccountPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const [period, setPeriod] = useState<Record<string, string>>({});
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const { page, instead } = useRecordPage<AccountView>('ledger_accounts', id, {
    params: { ...period, ...(cursor === undefined ? {} : { cursor }) },
  });
  const say = useSay();
  if (!page) return instead;
  const { from, to, next } = page;
  // The next page begins where the last one ended, so the period must stay the same.
  const go = (pages: string[]): void => {
    setPeriod({ from, to });
    setCursors(pages);
  };
  const file = `/admin/export/statements/${encodeURIComponent(id)}?from=${from}&to=${to}`;
  return (
    <>
      <About page={page} />
      <Card
        title={say(TEXTS.statement)}
        aside={page.mayExport ? <Download href={file}>CSV</Download> : undefined}
      >
        <div className="sb-field">
          <Period
            from={from}
            to={to}
            onChange={(chosen) => {
              setCursors([]);
              setPeriod({ ...chosen });
            }}
          />
        </div>
        <Statement page={page} isFirst={cursor === undefined} />
        <Row>
          {cursor === undefined ? null : (
            <Button size="sm" variant="outlined" onClick={() => go(cursors.slice(0, -1))}>
              {say(TEXTS.earlier)}
            </Button>
          )}
          {next === null ? null : (
            <Button size="sm" variant="outlined" onClick={() => go([...cursors, next])}>
              {say(TEXTS.later)}
            </Button>
          )}
        </Row>
      </Card>
    </>
  );
}

function About({ page: { account, parts } }: { page: AccountView }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={accountText(plain(account['name']), say)}>
      <RecordFacts
        source="ledger_accounts"
        row={account}
        names={['kind', 'user_id', 'asset', 'balance', 'seq', 'frozen', 'opened_at', 'account_id']}
      />
      {parts.length > 0 ? <Parts parts={parts} /> : null}
      {account['kind'] === 'suspense' ? (
        <p>
          <Link to="/admin/resources/suspense" className="sb-link">
            {say(TEXTS.madeOf)}
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

/** An account of the house is one account. It is kept in parts, so that payments do not wait for each other. */
function Parts({ parts }: Pick<AccountView, 'parts'>): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('ledger_accounts');
  return (
    <details className="sb-ledger-parts" data-testid="parts">
      <summary className="sb-muted">{say(TEXTS.madeOf)}</summary>
      <Table head={[say(TEXTS.part), columnOf('seq').label, columnOf('balance').label]} numbers={3}>
        {parts.map(({ part, balance, entries }) => (
          <tr key={part}>
            <td className="sb-number">{part}</td>
            <td className="sb-number">{entries}</td>
            <td className="sb-number">{withMinus(balance)}</td>
          </tr>
        ))}
      </Table>
    </details>
  );
}
