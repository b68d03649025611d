import React from 'react';
import { Chip } from '../../kit/Chip.tsx';
import { moment, withMinus } from '../../kit/format.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { accountText, reasonText } from '../../kit/sayings.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import type { Pair } from '../../words/pair.ts';
import type { AccountView, ShownLine } from './account.ts';
import { TEXTS } from './texts.ts';

/** A page of a statement: the balance before, each movement with the balance after it, the balance at the end. */
export function Statement({ page, isFirst }: { page: AccountView; isFirst: boolean }): React.ReactElement {
  const say = useSay();
  const journal = useColumns('ledger_journals');
  const entry = useColumns('ledger_entries');
  const account = useColumns('ledger_accounts');
  const head = [
    journal('recorded_at'),
    journal('kind'),
    journal('reason'),
    entry('other_account'),
    entry('amount'),
    account('balance'),
  ];
  return (
    <Table head={head.map(({ label }) => label)} numbers={2} testId="statement">
      <Sum name={isFirst ? TEXTS.opening : TEXTS.carried} amount={page.opening} at={page.from} />
      {page.lines.map((line) => (
        <Line key={line.id} line={line} />
      ))}
      {page.lines.length === 0 ? (
        <tr>
          <td className="sb-muted" colSpan={6}>
            {say(TEXTS.noMoves)}
          </td>
        </tr>
      ) : null}
      {page.next === null ? <Sum name={TEXTS.closing} amount={page.closing} at={page.to} /> : null}
    </Table>
  );
}

function Line({ line }: { line: ShownLine }): React.ReactElement {
  const say = useSay();
  return (
    <tr>
      <td>
        <RecordLink resource="ledger_journals" id={line.journalId}>
          {moment(line.at, say.language, true)}
        </RecordLink>
      </td>
      <td>
        <Chip source="ledger_journals" name="kind" value={line.kind} />
      </td>
      <td>{reasonText(line.reason, say)}</td>
      <td>{accountText(line.other, say)}</td>
      <td className="sb-number sb-yes" data-tone={line.isIn ? 'good' : 'bad'}>
        {line.isIn ? '+' : ''}
        {withMinus(line.amount)}
      </td>
      <td className="sb-number">{withMinus(line.balance)}</td>
    </tr>
  );
}

/** The balance of the account at a moment. */
function Sum({ name, amount, at }: { name: Pair; amount: string; at: string }): React.ReactElement {
  const say = useSay();
  return (
    <tr className="sb-ledger-sum">
      <td>{moment(at, say.language)}</td>
      <td colSpan={4}>{say(name)}</td>
      <td className="sb-number">{withMinus(amount)}</td>
    </tr>
  );
}
