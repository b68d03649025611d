import React from 'react';
import { accountText } from '../../kit/ledgerTexts.ts';
import { useTexts } from '../../kit/texts.ts';
import type { Row } from '../../kit/Table.tsx';

/** Movements as they stand in the ledger, by the names of their accounts. */
export function Lines({ lines }: { lines: readonly Row[] }): React.ReactElement {
  const texts = useTexts();
  const cell: React.CSSProperties = { padding: '4px 10px 4px 0', fontSize: 12 };
  return (
    <table
      style={{ marginTop: 6, background: '#f5f7fb', borderRadius: 8, padding: 8, borderCollapse: 'separate' }}
    >
      <tbody>
        {lines.map((line) => (
          <tr key={String(line['id'])}>
            <td style={cell}>{accountText(String(line['account']), texts)}</td>
            <td style={cell}>→</td>
            <td style={cell}>{accountText(String(line['other_account']), texts)}</td>
            <td style={{ ...cell, fontWeight: 600, textAlign: 'right', whiteSpace: 'nowrap' }}>
              {String(line['amount']).replace(/^-/, '')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
