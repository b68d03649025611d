import type { BreakerState } from '../../../platform/index.ts';
import type { Access } from '../../access/panel.ts';

/** A circuit as a page shows it: times as texts. */
export interface CircuitView extends Omit<BreakerState, 'retryAt'> {
  readonly retryAt: string | null;
}
export interface CircuitsView {
  readonly circuits: readonly CircuitView[];
  readonly mayReset: boolean;
}

/** The state of every circuit breaker, as all processes share it. */
export async function readCircuits({ panel, ability }: Access): Promise<CircuitsView> {
  const states = await Promise.all(Object.values(panel.app.breakers).map((breaker) => breaker.state()));
  return {
    circuits: states.map((state) => ({ ...state, retryAt: state.retryAt?.toISOString() ?? null })),
    mayReset: ability.can('reset', 'circuits'),
  };
}
