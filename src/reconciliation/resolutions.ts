import { RESOLUTIONS, type BreakClass, type Resolution } from '../breaks/index.ts';
import { AppError } from '../lib/index.ts';
import type { Journal, JournalLine } from '../ledger/index.ts';

/**
 * Which side has the money of a break. `came`: the provider has it, and our ledger does not. `gone`: our ledger has it,
 * and the provider does not. `kept`: nothing is moved here.
 */
export type Side = 'came' | 'gone' | 'kept';

/** The side of each class; undefined if both are possible and a person must say which. */
const SIDE_OF: Readonly<Record<BreakClass, Side | undefined>> = {
  missing_at_provider: 'came',
  missing_with_us: 'came',
  amount: undefined,
  currency: 'came',
  status: undefined,
  duplicate: 'came',
  paid_not_delivered: 'came',
  delivered_not_paid: 'gone',
  unreadable: 'came',
  owner_gone: 'kept',
  // The delivery decides about stars and the money for them.
  supply_missing_at_supplier: 'kept',
  supply_missing_with_us: 'kept',
  supply_stars: 'kept',
  supply_recipient: 'kept',
  supply_status: 'kept',
  supply_paid_not_delivered: 'kept',
  supply_twice: 'kept',
};

/** The sides that a class may have. */
export function sidesOf(of: BreakClass): readonly Side[] {
  const side = SIDE_OF[of];
  return side === undefined ? ['came', 'gone'] : [side];
}

/** The allowed resolutions of each side. */
const ALLOWED: Readonly<Record<Side, readonly Resolution[]>> = {
  came: RESOLUTIONS,
  gone: ['write_off', 'refund', 'ignore'],
  kept: ['ignore'],
};

/**
 * Errors: INPUT_INVALID with `fields` (a side that the class does not have, or a resolution that the side does not
 * allow).
 */
export function sideOf(of: BreakClass, resolution: Resolution, said: Side | undefined): Side {
  const side = SIDE_OF[of] ?? said ?? 'came';
  if (said !== undefined && said !== side) throw new AppError('INPUT_INVALID', { fields: 'side' });
  if (!ALLOWED[side].includes(resolution)) throw new AppError('INPUT_INVALID', { fields: 'resolution' });
  return side;
}

/** The movement of money by a resolution. Minor units. */
export interface Movement {
  readonly resolution: Resolution;
  readonly side: Side;
  readonly asset: string;
  readonly amount: bigint;
  /** The user whose balance changes, for `credit` and `link`. */
  readonly userId: bigint | undefined;
}

/**
 * The one movement of a resolution. Money that came goes from the provider's account in our ledger to its owner. Money
 * that is gone is taken off that account, so that the account again equals what the provider holds.
 */
export function lineOf({ resolution, side, asset, amount, userId }: Movement): JournalLine {
  const clearing = { house: 'provider_clearing', asset } as const;
  const suspense = { house: 'suspense', asset } as const;
  if (side === 'gone') {
    const bears = resolution === 'refund' ? ({ house: 'refunds', asset } as const) : suspense;
    return { debit: bears, credit: clearing, amount };
  }
  if (userId === undefined) return { debit: clearing, credit: suspense, amount };
  return { debit: clearing, credit: { user: userId, account: 'wallet', asset }, amount };
}

/** Money of an order that goes to its buyer is a top-up, as it is by rule. So it can be refunded like one. */
export function kindOf({ resolution }: Pick<Movement, 'resolution'>): Journal['kind'] {
  return resolution === 'credit' ? 'topup' : 'adjustment';
}
