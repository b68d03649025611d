import React from 'react';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { accountText } from '../../kit/sayings.ts';
import type { Row } from '../../kit/Table.tsx';

/** Movements from the ledger, by the names of their accounts. */
export function Lines({ lines }: { lines: readonly Row[] }): React.ReactElement {
  const say = useSay();
  return (
    <div className="sb-inset sb-ledger-lines">
      <table>
        <tbody>
          {lines.map((line) => (
            <tr key={plain(line['id'])}>
              <td>{accountText(plain(line['account']), say)}</td>
              <td>→</td>
              <td>{accountText(plain(line['other_account']), say)}</td>
              <td className="sb-money">{plain(line['amount']).replace(/^-/, '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
