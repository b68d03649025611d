import { Button } from '@adminjs/design-system';
import React, { useEffect } from 'react';
import { useCall } from '../../kit/call.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import type { CircuitsView, CircuitView } from './circuits.ts';
import { PHASES, SERVICES, TEXTS } from './texts.ts';

const REFRESH_MS = 5000;
export const CIRCUIT_TONES = { closed: 'good', half_open: 'wait', open: 'bad' } as const;

/** The circuit breakers. Admins also have the button to close one. */
export default function Circuits(): React.ReactElement {
  const { data, instead, reload } = usePage<CircuitsView>('circuits');
  const say = useSay();
  const call = useCall();
  useEffect(() => {
    const timer = window.setInterval(reload, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (!data) return instead;
  const reset = async (name: string): Promise<void> => {
    await call({ page: 'circuits', action: 'reset', data: { name } });
    reload();
  };
  return (
    <div className="sb-page">
      <h1>{say(TEXTS.circuits)}</h1>
      <p className="sb-muted sb-field">{say(TEXTS.about)}</p>
      {data.circuits.map((circuit) => (
        <Circuit
          key={circuit.name}
          circuit={circuit}
          reset={data.mayReset ? () => void reset(circuit.name) : undefined}
        />
      ))}
    </div>
  );
}

function Circuit({
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
