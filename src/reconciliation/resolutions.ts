import { RESOLUTIONS, type BreakClass, type Resolution } from '../breaks/index.ts';
import { AppError } from '../lib/index.ts';
import type { Journal, JournalLine } from '../ledger/index.ts';

/**
 * Which way the money of a break lies: `came`, it is at the provider and stands nowhere with us; `gone`, it stands with
 * us and the provider does not have it; `kept`, nothing is moved here.
 */
export type Side = 'came' | 'gone' | 'kept';

/** The side of each class; undefined where either is possible and a person says which. */
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
  // What becomes of stars and of the money for them is decided at the delivery.
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

/** What can be decided on each side. */
const ALLOWED: Readonly<Record<Side, readonly Resolution[]>> = {
  came: RESOLUTIONS,
  gone: ['write_off', 'refund', 'ignore'],
  kept: ['ignore'],
};

/** Errors: INPUT_INVALID with `fields` (a side that the class does not have, a resolution that the side does not allow). */
export function sideOf(of: BreakClass, resolution: Resolution, said: Side | undefined): Side {
  const side = SIDE_OF[of] ?? said ?? 'came';
  if (said !== undefined && said !== side) throw new AppError('INPUT_INVALID', { fields: 'side' });
  if (!ALLOWED[side].includes(resolution)) throw new AppError('INPUT_INVALID', { fields: 'resolution' });
  return side;
}

/** What a resolution does with money. Minor units. */
export interface Movement {
  readonly resolution: Resolution;
  readonly side: Side;
  readonly asset: string;
  readonly amount: bigint;
  /** Whose balance, for `credit` and `link`. */
  readonly userId: bigint | undefined;
}

/**
 * The one movement of a resolution. Money that came leaves the provider's account on our side for whom it belongs to;
 * money that is gone is taken off that account, so that it says again what the provider holds.
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

/** Money of an order that goes to its buyer is a top-up, as it is by rule: it can be refunded like one. */
export function kindOf({ resolution }: Pick<Movement, 'resolution'>): Journal['kind'] {
  return resolution === 'credit' ? 'topup' : 'adjustment';
}
