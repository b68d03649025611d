import React from 'react';
import { muted } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import type { RefundPageData } from './refund.ts';
import { useTexts } from '../../kit/texts.ts';

/** The states that a refund was in, each with who led it there and what they said. */
export function RefundTrail({ steps }: { steps: RefundPageData['trail'] }): React.ReactElement {
  const texts = useTexts();
  const nameOf = ({ actor, name }: RefundPageData['trail'][number]): string => {
    const [kind, id] = actor.split(':');
    if (name !== null) return name;
    return kind === 'user' ? `${texts.sb('refund.user')} #${id}` : texts.sb('refund.system');
  };
  return (
    <ol data-testid="trail">
      {steps.map((step, index) => (
        <li
          key={`${step.at}${step.to}${index}`}
          style={{ padding: '8px 0', borderTop: index === 0 ? 0 : '1px solid #eef0f5' }}
        >
          <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap' }}>
            <Chip column="status" value={step.to} />
            <b style={{ fontSize: 13 }}>{nameOf(step)}</b>
            <span style={muted}>{moment(step.at, texts.language, true)}</span>
          </div>
          {step.error ? (
            <div style={{ fontSize: 13, color: '#a3241b', marginTop: 4 }}>
              {texts.value('error', step.error)} <code style={{ fontSize: 12 }}>{step.error}</code>
            </div>
          ) : null}
          {step.remark === '' ? null : (
            <div style={{ fontSize: 13, color: '#48536b', marginTop: 4, overflowWrap: 'anywhere' }}>
              “{step.remark}”
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
