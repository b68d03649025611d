import React from 'react';
import type { PlannedLine } from '../../access/money.ts';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON_COLUMNS } from '../../words/columns.ts';
import { ACCOUNT_KINDS, PARTIES } from '../../words/ledger.ts';
import { TEXTS } from './texts.ts';

/** Movements of a journal: from which account, to which, how much. */
export function Movements({ lines }: { lines: readonly PlannedLine[] }): React.ReactElement {
  const say = useSay();
  const named = ({ kind, user }: PlannedLine['debit']): string =>
    `${say.of(ACCOUNT_KINDS, kind)} · ${user === null ? say(PARTIES.shop) : `${say(PARTIES.user)} #${user}`}`;
  return (
    <div data-testid="movements" className="sb-inset sb-refunds-movements">
      <Table head={[say(TEXTS.debit), say(TEXTS.credit), say(COMMON_COLUMNS.amount)]}>
        {lines.map((line, index) => (
          <tr key={`${line.debit.kind}${line.credit.kind}${index}`}>
            <td>{named(line.debit)}</td>
            <td>{named(line.credit)}</td>
            <td className="sb-number">
              <b>{line.amount}</b>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
