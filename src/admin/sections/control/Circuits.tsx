import React, { useEffect } from 'react';
import { useCall } from '../../kit/call.ts';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import type { CircuitsView } from './circuits.ts';
import { TEXTS } from './texts.ts';
import { Circuit } from './Circuit.tsx';

const REFRESH_MS = 5000;

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
