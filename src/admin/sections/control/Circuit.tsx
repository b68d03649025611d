import { Button } from '@adminjs/design-system';
import React from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import type { CircuitView } from './circuits.ts';
import { PHASES, SERVICES, TEXTS } from './texts.ts';

export function Circuit({
  circuit: { name, phase, failures, retryAt, shared },
  reset,
}: {
  circuit: CircuitView;
  /** Undefined: the person may not do it. */
  reset: (() => void) | undefined;
}): React.ReactElement {
  const say = useSay();
  return (
    <Card
      title={say.of(SERVICES, name)}
      aside={<Pill tone={CIRCUIT_TONES[phase]}>{say(PHASES[phase])}</Pill>}
    >
      <Facts
        rows={[
          [say(TEXTS.failures), String(failures)],
          ...(retryAt === null ? [] : [[say(TEXTS.retryAt), moment(retryAt, say.language, true)] as const]),
          ...(shared ? [] : [['!', say(TEXTS.local)] as const]),
        ]}
      />
      {reset && phase !== 'closed' ? (
        <Button mt="lg" size="sm" variant="contained" onClick={reset}>
          {say(TEXTS.reset)}
        </Button>
      ) : null}
    </Card>
  );
}

export const CIRCUIT_TONES = { closed: 'good', half_open: 'wait', open: 'bad' } as const;
