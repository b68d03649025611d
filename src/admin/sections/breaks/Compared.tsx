import React from 'react';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import type { ComparedFact } from './page.ts';
import { COMPARED, TEXTS } from './texts.ts';

/** What each side says, fact by fact. Differences are highlighted. */
export function Compared({
  sides,
  theirs: them,
}: {
  sides: readonly ComparedFact[];
  /** Who the other side is. */
  theirs: string;
}): React.ReactElement {
  const say = useSay();
  const words: Record<string, Readonly<Record<string, string>> | undefined> = {
    status: useColumns('invoices')('status').words,
    delivery: useColumns('deliveries')('status').words,
  };
  const shown = (fact: string, value: string | null): string => {
    if (value === null) return say(COMMON.none);
    return words[fact]?.[value] ?? value;
  };
  return (
    <Table head={[say(TEXTS.fact), say(TEXTS.ours), them]} testId="sides">
      {sides.map(({ fact, ours, theirs, differs = differ(ours, theirs) }) => (
        <tr key={fact} className={differs ? 'sb-breaks-differs' : undefined}>
          <td>{say(COMPARED[fact])}</td>
          <td>{shown(fact, ours)}</td>
          <td>{shown(fact, theirs)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Amounts may have zeros at both ends. */
function differ(ours: string | null, theirs: string | null): boolean {
  return Number(ours) !== Number(theirs) && ours !== theirs;
}
