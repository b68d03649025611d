import { Icon } from '@adminjs/design-system';
import React from 'react';
import { moment } from '../../kit/format.ts';
import { useTexts } from '../../kit/texts.ts';

export interface SignView {
  kind: string;
  about: string;
  severity: 'degraded' | 'unhealthy';
  /** For a sign that has no words of its own. */
  text: string;
  since: string | null;
  by: string | null;
}

const TONES = {
  unhealthy: { background: '#fde2e1', color: '#8a1c14' },
  degraded: { background: '#fff3d6', color: '#7a5200' },
} as const;

/** What is wrong with the shop at this moment; nothing while all is well. */
export function Signs({ signs }: { signs: readonly SignView[] }): React.ReactElement {
  const { sb, language } = useTexts();
  return (
    <>
      {signs.map(({ kind, about, severity, text, since, by }) => {
        const key = `signs.${kind.replaceAll('.', '_')}`;
        const words = sb(key, { about });
        return (
          <div
            key={`${kind}.${about}`}
            role="status"
            style={{
              ...TONES[severity],
              borderRadius: 10,
              padding: '10px 14px',
              marginBottom: 10,
              fontSize: 14,
            }}
          >
            <Icon icon="Activity" /> <b>{words.endsWith(key) ? text : words}</b>
            {by === null ? '' : ` · ${sb('signs.by', { by })}`}
            {since === null ? '' : ` · ${sb('signs.since', { since: moment(since, language, true) })}`}
          </div>
        );
      })}
    </>
  );
}
