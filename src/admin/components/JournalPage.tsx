import { Loader } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card, Facts } from './parts/Card.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';

const TYPES: Record<string, string> = { kind: 'enum', recorded_at: 'time', effective_at: 'time' };
const LINKS: Record<string, string> = {
  order_id: 'orders',
  invoice_id: 'invoices',
  ticket_id: 'tickets',
  original_id: 'ledger_journals',
};

/** Both kinds of request are named by `refund_id`; the section follows from what the journal is. */
function requestSection(journal: Row): string {
  return journal['kind'] === 'adjustment' ? 'adjustments' : 'refunds';
}

/** A journal: why, by whom, and each movement from one account to the other. */
export default function JournalPage({ record }: ActionProps): React.ReactElement {
  const { page } = useRecordPage<{ journal: Row; lines: Row[] }>('ledger_journals', String(record?.id));
  const { sb, column } = useTexts();
  if (!page) return <Loader />;
  const { journal, lines } = page;
  const facts = Object.keys(journal)
    .filter((name) => journal[name] !== null)
    .map((name) => {
      const target = name === 'refund_id' ? requestSection(journal) : LINKS[name];
      const value = target ? (
        <Link
          to={`/admin/resources/${target}/records/${String(journal[name])}/show`}
          style={{ color: '#2f5bea' }}
        >
          {String(journal[name])}
        </Link>
      ) : (
        <Value name={name} type={TYPES[name] ?? 'text'} value={journal[name]} wide />
      );
      return [column(name), value] as const;
    });
  const cell: React.CSSProperties = { padding: '9px 10px', borderTop: '1px solid #eef0f5', fontSize: 13 };
  return (
    <>
      <Card title={sb('ledger.facts')}>
        <Facts rows={facts} />
      </Card>
      <Card title={sb('ledger.lines')}>
        <table style={{ width: '100%' }}>
          <thead>
            <tr>
              {['debit', 'credit', 'amount'].map((name) => (
                <th
                  key={name}
                  style={{
                    ...cell,
                    border: 0,
                    textAlign: name === 'amount' ? 'right' : 'left',
                    color: '#6a758c',
                  }}
                >
                  {sb(`ledger.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={String(line['id'])}>
                <td style={cell}>
                  <Link
                    to={`/admin/resources/ledger_accounts/records/${String(line['account_id'])}/show`}
                    style={{ color: '#2f5bea' }}
                  >
                    {String(line['account'])}
                  </Link>
                </td>
                <td style={cell}>{String(line['other_account'])}</td>
                <td style={{ ...cell, textAlign: 'right', fontWeight: 600 }}>
                  {String(line['amount']).replace(/^-/, '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </>
  );
}
