import React from 'react';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import type { Pair, Words } from '../../words/pair.ts';
import { PRIORITIES, QUEUE, SUBJECTS } from './texts.ts';

const CHOICES: readonly { readonly name: string; readonly all: Pair; readonly words: Words }[] = [
  { name: 'subject', all: QUEUE.allSubjects, words: SUBJECTS },
  // The most urgent first.
  {
    name: 'priority',
    all: QUEUE.allPriorities,
    words: Object.fromEntries(Object.entries(PRIORITIES).toReversed()),
  },
];

/** The filters of the queue: the subject, the priority, or the number of one ticket. */
export function QueueFilters({
  values,
  choose,
}: {
  values: Readonly<Record<string, string>>;
  choose: (next: Record<string, string>) => void;
}): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('tickets');
  const number = values['number'] ?? '';
  return (
    <div className="sb-tickets-filters">
      {CHOICES.map(({ name, all, words }) => (
        <select
          key={name}
          aria-label={columnOf(name).label}
          value={values[name] ?? ''}
          onChange={(event) => choose({ [name]: event.target.value })}
          className="sb-input"
        >
          <option value="">{say(all)}</option>
          {Object.entries(words).map(([code, word]) => (
            <option key={code} value={code}>
              {say(word)}
            </option>
          ))}
        </select>
      ))}
      <input
        type="search"
        inputMode="numeric"
        aria-label={say(QUEUE.findNumber)}
        placeholder={say(QUEUE.findNumber)}
        defaultValue={number}
        key={number}
        onKeyDown={(event) => {
          if (event.key === 'Enter') choose({ number: event.currentTarget.value.trim() });
        }}
        className="sb-input"
      />
    </div>
  );
}
