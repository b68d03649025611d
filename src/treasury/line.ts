import { MINUTE_MS } from '../lib/index.ts';
import type { SupplyState } from '../shop/index.ts';

/** Everything that decides whether selling goes on. Amounts in minor units of one coin. */
export interface SupplyFigures {
  /** What there is to buy stars with; undefined: it could not be read. */
  readonly held: bigint | undefined;
  /** Undefined: nobody has ever said what a star costs. */
  readonly starCost: bigint | undefined;
  /** Stars that are sold, or about to be paid, and not bought at the supplier yet. */
  readonly waiting: bigint;
  /** Stars that must be there beside them. */
  readonly reserve: bigint;
  readonly wasStopped: boolean;
  /** For how long a figure has been missing; 0: none is. */
  readonly blindMs: number;
}

export interface Verdict {
  readonly stopped: boolean;
  readonly why: SupplyState['why'];
  readonly needed: bigint | undefined;
}

/** A supplier may be away for so long before selling stops. */
export const BLIND_MS = 30 * MINUTE_MS;
/** Selling goes on only with so much more than is needed: else it would go off and on with every order. */
const AGAIN_PERCENT = 110n;

/**
 * Whether selling stops. It stops where what is held cannot pay for what waits and the reserve, and goes on with a tenth
 * more than that. Where a figure is missing and the rest proves nothing, it stays as it was until half an hour has passed.
 */
export function judgeSupply(figures: SupplyFigures): Verdict {
  const { held, starCost, waiting, reserve, wasStopped, blindMs } = figures;
  const needed = starCost === undefined ? undefined : starCost * (waiting + reserve);
  // Prices of a moment ago prove as much.
  if (held !== undefined && needed !== undefined && held < needed)
    return { stopped: true, why: 'short', needed };
  if (held === undefined || blindMs > 0)
    return { stopped: wasStopped || blindMs >= BLIND_MS, why: 'blind', needed };
  if (needed === undefined) return { stopped: wasStopped, why: 'unknown', needed };
  const isEnough = !wasStopped || held * 100n >= needed * AGAIN_PERCENT;
  return { stopped: !isEnough, why: isEnough ? 'covered' : 'short', needed };
}
