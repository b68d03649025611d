import type { ActionProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card, Facts } from './parts/Card.tsx';
import { accountText } from './parts/ledgerTexts.ts';
import { RecordLink } from './parts/RecordLink.tsx';
import { Releases } from './parts/Releases.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
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

interface Page {
  journal: Row;
  lines: Row[];
  linked: Row[];
  events: Row[];
  breaks: Row[];
  releases: Row[];
}

/** Both kinds of request are named by `refund_id`; the section follows from what the journal is. */
function requestSection(journal: Row): string {
  return journal['kind'] === 'adjustment' ? 'adjustments' : 'refunds';
}

/** A journal: why, by whom, and each movement from one account to the other. */
export default function JournalPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('ledger_journals', String(record?.id));
  const texts = useTexts();
  const { sb, column } = texts;
  if (!page) return instead;
  const { journal, lines, linked, events, breaks, releases } = page;
  const facts = Object.keys(journal)
    .filter((name) => journal[name] !== null)
    .map((name) => {
      const target = name === 'refund_id' ? requestSection(journal) : LINKS[name];
      const value = target ? (
        <RecordLink resource={target} id={journal[name]}>
          {String(journal[name])}
        </RecordLink>
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
                {(['account', 'other_account'] as const).map((side) => (
                  <td key={side} style={cell}>
                    <Link
                      to={`/admin/resources/ledger_accounts/records/${String(line[`${side}_id`])}/show`}
                      style={{ color: '#2f5bea' }}
                    >
                      {accountText(String(line[side]), texts)}
                    </Link>
                  </td>
                ))}
                <td style={{ ...cell, textAlign: 'right', fontWeight: 600 }}>
                  {String(line['amount']).replace(/^-/, '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      {events.length > 0 ? (
        <Card title={sb('ledger.providerSaid')}>
          <RowTable
            rows={events}
            resource="provider_events"
            columns={[
              ['received_at', 'time'],
              ['source', 'enum'],
              ['status', 'text'],
              ['outcome', 'text'],
            ]}
          />
        </Card>
      ) : null}
      {linked.length > 0 ? (
        <Card title={sb('ledger.linked')}>
          <RowTable
            rows={linked}
            resource="ledger_journals"
            idColumn="journal_id"
            columns={[
              ['recorded_at', 'time'],
              ['kind', 'enum'],
              ['reason', 'text'],
              ['actor', 'text'],
            ]}
          />
        </Card>
      ) : null}
      {releases.length > 0 ? (
        <Card title={sb('suspense.releases')}>
          <Releases rows={releases} />
        </Card>
      ) : null}
      {breaks.length > 0 ? (
        <Card title={sb('ledger.breaks')}>
          <RowTable
            rows={breaks}
            resource="breaks"
            columns={[
              ['opened_at', 'time'],
              ['class', 'enum'],
              ['resolution', 'enum'],
            ]}
          />
        </Card>
      ) : null}
    </>
  );
}
