import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';

/** Whether there are stars to sell, as the treasury wrote it at its last look. Amounts in minor units of `asset`. */
export interface SupplyState {
  readonly stopped: boolean;
  /** `covered`, `short`: by the figures. `blind`: they could not be read. `unknown`: nothing to measure by. */
  readonly why: 'covered' | 'short' | 'blind' | 'unknown';
  readonly asset: string | null;
  /** What there is to buy stars with. */
  readonly held: bigint | null;
  readonly starCost: bigint | null;
  /** Stars that are sold and not bought yet, and those that must be there beside them. */
  readonly waiting: bigint;
  readonly reserve: bigint;
  readonly needed: bigint | null;
  readonly blindSince: Date | null;
  readonly lookedAt: Date | null;
  readonly changedAt: Date;
}

export async function readSupply(q: Queryable): Promise<SupplyState> {
  const { rows } = await q.query<SupplyState>(
    `SELECT stopped, why, asset, held, star_cost AS "starCost", waiting, reserve, needed, blind_since AS "blindSince",
       looked_at AS "lookedAt", changed_at AS "changedAt" FROM supply_state`,
  );
  const [row] = rows;
  if (!row) throw new AppError('INTERNAL', {}, { message: 'the row of the supply is gone' });
  return row;
}

/** Only a supplier's stars can run out. Errors: SWITCHED_OFF with the name `supply`. */
export function refuseWithoutSupply({ config }: Pick<Context, 'config'>, stopped: boolean): void {
  if (stopped && config.DELIVERY === 'supplier') throw new AppError('SWITCHED_OFF', { name: 'supply' });
}

/** Checks that there are stars to sell, for screens that lead to a purchase. Errors: SWITCHED_OFF with the name `supply`. */
export async function requireSupply(context: Context): Promise<void> {
  refuseWithoutSupply(context, (await readSupply(context.db)).stopped);
}
