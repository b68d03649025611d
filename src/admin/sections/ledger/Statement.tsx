import React from 'react';
import { moment } from '../../kit/format.ts';
import { accountText, reasonText } from '../../kit/ledgerTexts.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useTexts } from '../../kit/texts.ts';
import { Value } from '../../kit/Value.tsx';

interface Line {
  id: string;
  at: string;
  journalId: string;
  kind: string;
  reason: string;
  other: string;
  amount: string;
  isIn: boolean;
  balance: string;
}
export interface StatementPage {
  from: string;
  to: string;
  opening: string;
  closing: string;
  lines: Line[];
  next: string | null;
}

const cell: React.CSSProperties = {
  padding: '8px 10px 8px 0',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
  verticalAlign: 'top',
};
const number: React.CSSProperties = {
  ...cell,
  textAlign: 'right',
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
  fontWeight: 600,
};
const head: React.CSSProperties = { border: 0, color: '#6a758c', fontSize: 12, fontWeight: 400 };

/** A page of a statement: what was there, each movement with the balance after it, what is there. */
export function Statement({ page, isFirst }: { page: StatementPage; isFirst: boolean }): React.ReactElement {
  const texts = useTexts();
  const { sb } = texts;
  const sum = (name: string, amount: string, at: string): React.ReactElement => (
    <tr style={{ background: '#f5f7fb', fontWeight: 600 }}>
      <td style={cell}>{moment(at, texts.language)}</td>
      <td style={cell} colSpan={4}>
        {sb(name)}
      </td>
      <td style={number}>{amount}</td>
    </tr>
  );
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }} data-testid="statement">
        <thead>
          <tr>
            {(['recorded_at', 'kind', 'reason', 'other_account'] as const).map((name) => (
              <th key={name} style={{ ...cell, ...head }}>
                {texts.column(name)}
              </th>
            ))}
            <th style={{ ...number, ...head }}>{texts.column('amount')}</th>
            <th style={{ ...number, ...head }}>{texts.column('balance')}</th>
          </tr>
        </thead>
        <tbody>
          {sum(isFirst ? 'ledger.opening' : 'ledger.carried', page.opening, page.from)}
          {page.lines.map((line) => (
            <tr key={line.id}>
              <td style={cell}>
                <RecordLink resource="ledger_journals" id={line.journalId}>
                  {moment(line.at, texts.language, true)}
                </RecordLink>
              </td>
              <td style={cell}>
                <Value name="kind" type="enum" value={line.kind} wide={false} />
              </td>
              <td style={cell}>{reasonText(line.reason, texts)}</td>
              <td style={cell}>{accountText(line.other, texts)}</td>
              <td style={{ ...number, color: line.isIn ? '#14693f' : '#a3241b' }}>
                {line.isIn ? '+' : ''}
                {line.amount.replace('-', '−')}
              </td>
              <td style={number}>{line.balance.replace('-', '−')}</td>
            </tr>
          ))}
          {page.lines.length === 0 ? (
            <tr>
              <td style={{ ...cell, color: '#8a94a8' }} colSpan={6}>
                {sb('ledger.noMoves')}
              </td>
            </tr>
          ) : null}
          {page.next === null ? sum('ledger.closing', page.closing, page.to) : null}
        </tbody>
      </table>
    </div>
  );
}
