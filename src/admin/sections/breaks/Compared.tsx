import React from 'react';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import type { ComparedFact } from './page.ts';
import { COMPARED, TEXTS } from './texts.ts';

/** What each side says, fact by fact. Differences are highlighted. */
export function Compared({ sides }: { sides: readonly ComparedFact[] }): React.ReactElement {
  const say = useSay();
  const statusWords = useColumns('invoices')('status').words;
  const shown = (fact: string, value: string | null): string => {
    if (value === null) return say(COMMON.none);
    return (fact === 'status' ? statusWords?.[value] : undefined) ?? value;
  };
  return (
    <Table head={[say(TEXTS.fact), say(TEXTS.ours), say(TEXTS.theirs)]} testId="sides">
      {sides.map(({ fact, ours, theirs }) => (
        <tr key={fact} className={differ(ours, theirs) ? 'sb-breaks-differs' : undefined}>
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
