import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable } from '../platform/index.ts';
import { coin } from './coin.ts';
import type { PromoKind, PromoOffer } from './promoTerms.ts';
import { withPromo } from './promoTerms.ts';
import type { Quote } from './quote.ts';

/** Why a code gives nothing now. */
export type PromoRefusal = 'over' | 'used_up' | 'used' | 'not_first' | 'package';

/** A code, and whether one user may use it. */
export interface Promo {
  readonly id: bigint;
  readonly code: string;
  readonly kind: PromoKind;
  readonly value: bigint;
  /** The packages that it is for; null: all. */
  readonly packages: readonly number[] | null;
  readonly firstOnly: boolean;
  readonly validUntil: Date | null;
  readonly refusal: PromoRefusal | null;
}

/** The same order of reasons as in the trigger `promo_taken`, which has the last word. */
const FIND = `SELECT c.id, c.code, c.kind, c.value, c.packages, c.first_only AS "firstOnly", c.valid_until AS "validUntil",
    CASE WHEN c.standing <> 'active' THEN 'over'
      WHEN own.n >= CASE WHEN c.first_only THEN 1 ELSE c.max_per_user END THEN 'used'
      WHEN c.held + c.used >= c.max_uses OR c.budget_left <= 0 THEN 'used_up'
      WHEN c.first_only AND EXISTS (SELECT FROM orders o WHERE o.user_id = $1 AND o.kind <> 'topup' AND o.paid_at IS NOT NULL)
        THEN 'not_first' END AS refusal
  FROM promo_figures c
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM promo_uses WHERE code_id = c.id AND user_id = $1 AND state <> 'returned') own
  WHERE c.asset = $2 AND `;

/** Finds a code for a user, by its text in the form of the table or by its id. */
export function findPromo(
  { db, config }: Pick<Context, 'db' | 'config'>,
  { userId, ...by }: { userId: bigint } & ({ code: string } | { id: bigint }),
): Promise<Promo | undefined> {
  const [where, value] = 'code' in by ? ['c.code = $3', by.code] : ['c.id = $3', by.id];
  return db.one<Promo>(FIND + where, [userId, config.PAYMENT_ASSET, value]);
}

/** Applies a code to a quote. Errors: PROMO_UNKNOWN, PROMO_REFUSED with `why`. */
export async function quoteWithPromo(
  context: Context,
  { userId, codeId, stars, quote }: { userId: bigint; codeId: bigint; stars: number; quote: Quote },
): Promise<PromoOffer> {
  const promo = await findPromo(context, { userId, id: codeId });
  if (!promo) throw new AppError('PROMO_UNKNOWN');
  if (promo.refusal !== null) throw new AppError('PROMO_REFUSED', { why: promo.refusal });
  const offer = isFor(promo, stars) ? withPromo(promo, quote, coin(context.config)) : undefined;
  // A code is for packages, and not for any number of stars.
  if (!offer || quote.packagePriceId === null) throw new AppError('PROMO_REFUSED', { why: 'package' });
  return offer;
}

/** Whether a code is for the package of this size. */
export function isFor({ packages }: Pick<Promo, 'packages'>, stars: number): boolean {
  return packages === null || packages.includes(stars);
}

const WHY: Readonly<Record<string, PromoRefusal>> = {
  PC001: 'over',
  PC002: 'used_up',
  PC003: 'used',
  PC004: 'not_first',
};

/** Takes a use of the code for an order, in the caller's transaction. Errors: PROMO_REFUSED with `why`. */
export async function takePromo(
  tx: Queryable,
  use: { orderId: string; codeId: bigint; userId: bigint; cost: bigint },
): Promise<void> {
  try {
    await tx.query('INSERT INTO promo_uses (order_id, code_id, user_id, cost) VALUES ($1, $2, $3, $4)', [
      use.orderId,
      use.codeId,
      use.userId,
      use.cost,
    ]);
  } catch (error) {
    const why = WHY[sqlState(error) ?? ''];
    throw why === undefined ? error : new AppError('PROMO_REFUSED', { why }, { cause: error });
  }
}
