import React from 'react';
import { useTexts } from '../../kit/texts.ts';

interface Side {
  kind: string;
  user: string | null;
}
export interface Movement {
  debit: Side;
  credit: Side;
  amount: string;
}

const cell: React.CSSProperties = { padding: '6px 12px 6px 0', fontSize: 13, textAlign: 'left' };
const right: React.CSSProperties = {
  ...cell,
  paddingRight: 0,
  textAlign: 'right',
  fontWeight: 600,
  whiteSpace: 'nowrap',
};

/** Movements of a journal: from which account, to which, how much. */
export function Movements({ lines }: { lines: readonly Movement[] }): React.ReactElement {
  const { sb, value } = useTexts();
  const named = ({ kind, user }: Side): string =>
    `${value('kind', kind)} · ${user === null ? sb('refund.shop') : `${sb('refund.user')} #${user}`}`;
  return (
    <table
      data-testid="movements"
      style={{
        width: '100%',
        background: '#f5f7fb',
        borderRadius: 8,
        padding: '6px 12px',
        borderCollapse: 'separate',
      }}
    >
      <thead>
        <tr style={{ color: '#6a758c' }}>
          <th style={cell}>{sb('ledger.debit')}</th>
          <th style={cell}>{sb('ledger.credit')}</th>
          <th style={{ ...right, fontWeight: 400 }}>{sb('ledger.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={`${line.debit.kind}${line.credit.kind}${index}`}>
            <td style={cell}>{named(line.debit)}</td>
            <td style={cell}>{named(line.credit)}</td>
            <td style={right}>{line.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
