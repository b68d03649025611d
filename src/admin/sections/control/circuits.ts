import type { BreakerState } from '../../../platform/index.ts';
import type { Access } from '../../access/panel.ts';

export interface CircuitView {
  name: string;
  phase: BreakerState['phase'];
  failures: number;
  retryAt: string | null;
  shared: boolean;
}

/** The state of every circuit breaker, as all processes share it. */
export async function readCircuits({
  panel,
  ability,
}: Access): Promise<{ circuits: CircuitView[]; mayReset: boolean }> {
  const states = await Promise.all(Object.values(panel.app.breakers).map((breaker) => breaker.state()));
  return {
    circuits: states.map((state) => ({ ...state, retryAt: state.retryAt?.toISOString() ?? null })),
    mayReset: ability.can('reset', 'circuits'),
  };
}
