import { AppError, formatAmount, newId } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { coin, fitsInvoice, invoiceDecimals } from './coin.ts';
import { quoteWithPromo, takePromo } from './promoCodes.ts';
import { checkTopup, priceSale } from './sale.ts';
import { ORDER_COLUMNS, type Order, type OrderKind } from './types.ts';

/** A request to buy stars. `requestKey` is made when the screen is drawn, so a second tap finds the first order. */
export interface PurchaseInput {
  readonly userId: bigint;
  readonly stars: number;
  readonly requestKey: string;
  /** The price version that the screen shows. If it is given, a changed price is refused and not charged. */
  readonly priceId?: bigint | undefined;
  /** The promo code; only for a package by payment. */
  readonly promoCodeId?: bigint | undefined;
  readonly correlationId?: string | undefined;
}

export interface TopupInput {
  readonly userId: bigint;
  /** Minor units of the configured coin. */
  readonly amount: bigint;
  /** The stars that are bought from the balance once it is paid, and the price that the buyer saw. */
  readonly wish?: { readonly stars: number; readonly priceId: bigint } | undefined;
  readonly requestKey: string;
  readonly correlationId?: string | undefined;
}

/**
 * Orders stars by payment: the package if one of that size is sold, otherwise a custom number without bonus.
 * Errors: USER_UNKNOWN, USER_UNDER_REVIEW, USER_BLOCKED, SWITCHED_OFF, AMOUNT_INVALID, AMOUNT_OUT_OF_RANGE,
 * PRICE_CHANGED, KEY_REUSED (the key belongs to another order), PROMO_UNKNOWN, PROMO_REFUSED with `why`.
 */
export async function createPurchase(context: Context, input: PurchaseInput): Promise<Order> {
  const same = { userId: input.userId, kind: 'purchase', stars: input.stars } as const;
  const first = await findByKey(context.db, input.requestKey, same);
  if (first) return first;
  const price = await priceSale(context, context.db, { ...same, seenPriceId: input.priceId });
  const { promoCodeId: codeId, userId, stars } = input;
  const promo =
    codeId === undefined
      ? undefined
      : { codeId, ...(await quoteWithPromo(context, { userId, codeId, stars, quote: price })) };
  const place = (q: Queryable): Promise<Order | undefined> =>
    insertOrder(q, {
      ...same,
      ...price,
      ...(promo && { amount: promo.amount, bonusStars: promo.bonusStars, promo }),
      asset: context.config.PAYMENT_ASSET,
      requestKey: input.requestKey,
      correlationId: input.correlationId,
      wantsDelivery: deliversAtOnce(context.config),
    });
  // Without a code it is one statement.
  const order = promo
    ? await context.db.tx(async (tx) => {
        const placed = await place(tx);
        if (placed) await takePromo(tx, { orderId: placed.id, userId, ...promo });
        return placed;
      })
    : await place(context.db);
  return order ?? racedOrder(context.db, input.requestKey, same);
}

/** Whether the shop sends bought stars to the buyer's own account without being asked. */
export function deliversAtOnce({ DELIVERY, DELIVERY_AT_ONCE }: Context['config']): boolean {
  return DELIVERY !== 'off' && DELIVERY_AT_ONCE;
}

/**
 * Orders a top-up. Errors as {@link createPurchase}; the range is MIN_TOPUP_AMOUNT to MAX_TOPUP_AMOUNT coins with at
 * most {@link invoiceDecimals}.
 */
export async function createTopup(context: Context, input: TopupInput): Promise<Order> {
  const same = { userId: input.userId, kind: 'topup', amount: input.amount } as const;
  const first = await findByKey(context.db, input.requestKey, same);
  if (first) return first;
  const asset = coin(context.config);
  const [min, max] = [context.config.MIN_TOPUP_AMOUNT, context.config.MAX_TOPUP_AMOUNT].map(
    (whole) => BigInt(whole) * 10n ** BigInt(asset.exponent),
  ) as [bigint, bigint];
  if (input.amount < min || input.amount > max)
    throw new AppError('AMOUNT_OUT_OF_RANGE', {
      min: formatAmount(min, asset),
      max: formatAmount(max, asset),
    });
  if (!fitsInvoice(input.amount, asset))
    throw new AppError('AMOUNT_INVALID', { decimals: invoiceDecimals(asset) });
  await checkTopup(context, context.db, input.userId);
  const order = await insertOrder(context.db, {
    ...same,
    stars: 0,
    bonusStars: 0,
    packagePriceId: null,
    starPriceId: null,
    asset: asset.code,
    requestKey: input.requestKey,
    correlationId: input.correlationId,
    wish: input.wish,
  });
  return order ?? racedOrder(context.db, input.requestKey, same);
}

/** The fields that make two requests the same request, even if the price has changed. */
interface SameRequest {
  readonly userId: bigint;
  readonly kind: OrderKind;
  readonly stars?: number;
  readonly amount?: bigint;
}

/** Returns the order that this key made before. Errors: KEY_REUSED if that was another request. */
export async function findByKey(
  db: Queryable,
  requestKey: string,
  request: SameRequest,
): Promise<Order | undefined> {
  if (requestKey.length < 1 || requestKey.length > 200)
    throw new AppError('INPUT_INVALID', { field: 'requestKey' });
  const { rows } = await db.query<Order>(`SELECT ${ORDER_COLUMNS} FROM orders WHERE request_key = $1`, [
    requestKey,
  ]);
  const [order] = rows;
  if (!order) return undefined;
  const same =
    order.userId === request.userId &&
    order.kind === request.kind &&
    (request.stars === undefined || order.stars === request.stars) &&
    (request.amount === undefined || order.amount === request.amount);
  if (!same) throw new AppError('KEY_REUSED');
  return order;
}

/** Returns the order of the call that was faster with the same key. */
export async function racedOrder(db: Queryable, requestKey: string, request: SameRequest): Promise<Order> {
  const order = await findByKey(db, requestKey, request);
  if (!order) throw new AppError('INTERNAL', {}, { message: 'an order vanished after its key was taken' });
  return order;
}

interface NewOrder {
  readonly id?: string;
  readonly userId: bigint;
  readonly kind: OrderKind;
  readonly asset: string;
  readonly amount: bigint;
  readonly stars: number;
  readonly bonusStars: number;
  readonly packagePriceId: bigint | null;
  readonly starPriceId: bigint | null;
  readonly requestKey: string;
  readonly correlationId: string | undefined;
  /** The journal that gives the value in the same transaction; it makes the order paid. */
  readonly journalId?: string;
  readonly wantsDelivery?: boolean;
  readonly wish?: TopupInput['wish'];
  readonly promo?: { readonly codeId: bigint; readonly promoStars: number };
}

/** Writes the order. Returns undefined if its key is taken. */
export async function insertOrder(db: Queryable, order: NewOrder): Promise<Order | undefined> {
  const { rows } = await db.query<Order>(
    `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, bonus_stars, package_price_id, star_price_id,
       request_key, correlation_id, journal_id, paid_at, wants_delivery, then_stars, then_price_id, promo_code_id, promo_stars)
     VALUES ($1, $2, $3, CASE WHEN $12::uuid IS NULL THEN 'created' ELSE 'paid' END, $4, $5, $6, $7, $8, $9, $10, $11,
       $12::uuid, CASE WHEN $12::uuid IS NOT NULL THEN now() END, $13, $14, $15, $16, $17)
     ON CONFLICT (request_key) DO NOTHING RETURNING ${ORDER_COLUMNS}`,
    [
      order.id ?? newId(),
      order.userId,
      order.kind,
      order.asset,
      order.amount,
      order.stars,
      order.bonusStars,
      order.packagePriceId,
      order.starPriceId,
      order.requestKey,
      order.correlationId ?? null,
      order.journalId ?? null,
      order.wantsDelivery ?? false,
      order.wish?.stars ?? null,
      order.wish?.priceId ?? null,
      order.promo?.codeId ?? null,
      order.promo?.promoStars ?? 0,
    ],
  );
  return rows[0];
}
