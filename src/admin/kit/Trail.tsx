import React from 'react';
import { muted } from './Card.tsx';
import { moment } from './format.ts';
import { useTexts } from './texts.ts';

export interface TrailStep {
  at: string;
  actor: string;
  name: string | null;
  step: string;
  note: string;
}

/** What people and the product did about something, in order. `words` is where the texts of the steps stand. */
export function Trail({ steps, words }: { steps: readonly TrailStep[]; words: string }): React.ReactElement {
  const texts = useTexts();
  return (
    <ol data-testid="trail">
      {steps.map((step, index) => (
        <li
          key={`${step.at}${step.step}${index}`}
          style={{ padding: '8px 0', borderTop: index === 0 ? 0 : '1px solid #eef0f5' }}
        >
          <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap', fontSize: 13 }}>
            <b>{texts.sb(`${words}.${step.step}`)}</b>
            <span>{step.name ?? texts.sb('refund.system')}</span>
            <span style={muted}>{moment(step.at, texts.language, true)}</span>
          </div>
          {step.note === '' ? null : (
            <div style={{ fontSize: 13, color: '#48536b', marginTop: 4, overflowWrap: 'anywhere' }}>
              {step.note}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
