import React from 'react';
import type { Trail as TrailStep } from '../access/rows.ts';
import { PARTIES } from '../words/ledger.ts';
import type { Words } from '../words/pair.ts';
import { moment } from './format.ts';
import { useSay } from './say.ts';

/** What people and the product did about a record, in order. `words` are the words for the steps. */
export function Trail({ steps, words }: { steps: readonly TrailStep[]; words: Words }): React.ReactElement {
  const say = useSay();
  return (
    <ol data-testid="trail" className="sb-trail">
      {steps.map((step, index) => (
        <li key={`${step.at}${step.step}${index}`}>
          <div className="sb-row">
            <b>{say.of(words, step.step)}</b>
            <span>{step.name ?? say(PARTIES.system)}</span>
            <span className="sb-muted">{moment(step.at, say.language, true)}</span>
          </div>
          {step.note === '' ? null : <p className="sb-soft">{step.note}</p>}
        </li>
      ))}
    </ol>
  );
}
