import { Button } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Card, muted } from './parts/Card.tsx';
import { Download } from './parts/Download.tsx';
import { accountText } from './parts/ledgerTexts.ts';
import { MomentInput } from './parts/Moments.tsx';
import { RecordFacts } from './parts/RecordFacts.tsx';
import { Statement, type StatementPage } from './parts/Statement.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

interface Page extends StatementPage {
  account: Row;
  parts: { part: number; balance: string; entries: string }[];
  mayExport: boolean;
}

const FACTS = [
  ['kind', 'enum'],
  ['user_id', '@users'],
  ['asset', 'text'],
  ['balance', 'money'],
  ['seq', 'text'],
  ['frozen', 'boolean'],
  ['opened_at', 'time'],
  ['account_id', 'text'],
] as const;

/** An account with its statement: what it held, each movement with the balance after it, what it holds. */
export default function AccountPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const [period, setPeriod] = useState<Record<string, string>>({});
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const { page, instead } = useRecordPage<Page>('ledger_accounts', id, {
    params: { ...period, ...(cursor === undefined ? {} : { cursor }) },
  });
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const set = (side: 'from' | 'to', iso: string): void => {
    setCursors([]);
    setPeriod({ from: page.from, to: page.to, [side]: iso });
  };
  // Pages go on from where the last ended, so the period must stand still between them.
  const go = (next: string[]): void => {
    setPeriod({ from: page.from, to: page.to });
    setCursors(next);
  };
  const file = `/admin/export/statements/${encodeURIComponent(id)}?from=${page.from}&to=${page.to}`;
  return (
    <>
      <Card title={accountText(String(page.account['name']), texts)}>
        <RecordFacts row={page.account} columns={FACTS} />
        {page.parts.length > 0 ? <Parts parts={page.parts} /> : null}
        {page.account['kind'] === 'suspense' ? (
          <p style={{ fontSize: 14, marginTop: 10 }}>
            <Link to="/admin/resources/suspense" style={{ color: '#2f5bea' }}>
              {sb('suspense.list')}
            </Link>
          </p>
        ) : null}
      </Card>
      <Card
        title={sb('ledger.statement')}
        aside={page.mayExport ? <Download href={file}>CSV</Download> : undefined}
      >
        <div style={{ display: 'flex', gap: 18, flexWrap: 'wrap', marginBottom: 14 }}>
          <MomentInput name="from" value={page.from} onChange={(iso) => set('from', iso)} />
          <MomentInput name="to" value={page.to} onChange={(iso) => set('to', iso)} />
        </div>
        <Statement page={page} isFirst={cursor === undefined} />
        <div style={{ display: 'flex', gap: 10, marginTop: 12 }}>
          {cursor === undefined ? null : (
            <Button size="sm" variant="outlined" onClick={() => go(cursors.slice(0, -1))}>
              {sb('ledger.earlier')}
            </Button>
          )}
          {page.next === null ? null : (
            <Button size="sm" variant="outlined" onClick={() => go([...cursors, page.next ?? ''])}>
              {sb('ledger.later')}
            </Button>
          )}
        </div>
      </Card>
    </>
  );
}

/** An account of the house is one account, kept in parts so that payments do not wait for each other. */
function Parts({ parts }: Pick<Page, 'parts'>): React.ReactElement {
  const { sb, column } = useTexts();
  const cell: React.CSSProperties = { padding: '4px 16px 4px 0', fontSize: 13, textAlign: 'right' };
  return (
    <details style={{ marginTop: 10 }} data-testid="parts">
      <summary style={{ ...muted, cursor: 'pointer' }}>{sb('ledger.allParts')}</summary>
      <table style={{ marginTop: 8, fontVariantNumeric: 'tabular-nums' }}>
        <thead>
          <tr style={{ color: '#6a758c' }}>
            <th style={cell}>{sb('ledger.part')}</th>
            <th style={cell}>{column('seq')}</th>
            <th style={cell}>{column('balance')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ part, balance, entries }) => (
            <tr key={part}>
              <td style={cell}>{part}</td>
              <td style={cell}>{entries}</td>
              <td style={cell}>{balance.replace('-', '−')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
