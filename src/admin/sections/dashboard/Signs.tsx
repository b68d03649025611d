import { Icon } from '@adminjs/design-system';
import React from 'react';
import { moment } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import type { SignView } from './signs.ts';
import { TEXTS } from './texts.ts';

const TONES = { unhealthy: 'bad', degraded: 'wait' } as const;

/** What is wrong with the shop now. Nothing if all is well. */
export function Signs({ signs }: { signs: readonly SignView[] }): React.ReactElement {
  const say = useSay();
  return (
    <>
      {signs.map(({ kind, about, title, severity, text, since, by }) => (
        <div key={`${kind}.${about}`} role="status" className="sb-banner" data-tone={TONES[severity]}>
          <Icon icon="Activity" /> <b>{kind === 'sign' ? text : say(title)}</b>
          {by === null ? '' : ` · ${by}`}
          {since === null ? '' : ` · ${say(TEXTS.since, { since: moment(since, say.language, true) })}`}
        </div>
      ))}
    </>
  );
}
