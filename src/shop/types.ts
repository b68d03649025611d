import type { OrderStatus } from './states.ts';

/** A package as it is sold now. Amounts are minor units of `asset`. */
export interface Package {
  readonly stars: number;
  readonly bonusStars: number;
  /** Its price by payment. */
  readonly price: bigint;
  /** The price of the same number of stars without the discount. */
  readonly listPrice: bigint;
  readonly asset: string;
  /** Whole percent, rounded down: 5 means "5 % off". */
  readonly discountPercent: number;
  /** The price version that a screen shows and an order pins. */
  readonly priceId: bigint;
  readonly version: number;
}

/** The price of one star in force: for custom amounts and for purchases from balance. */
export interface StarPrice {
  readonly id: bigint;
  readonly price: bigint;
  readonly asset: string;
}

export const ORDER_KINDS = ['purchase', 'balance_purchase', 'topup'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** One thing that a user asked for. `amount` is in minor units of `asset`. */
export interface Order {
  readonly id: string;
  readonly userId: bigint;
  readonly kind: OrderKind;
  readonly status: OrderStatus;
  readonly stars: number;
  readonly bonusStars: number;
  readonly asset: string;
  readonly amount: bigint;
  /** The price version that was in force; null for a top-up. */
  readonly priceId: bigint | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  /** The journal that gave the value. */
  readonly journalId: string | null;
  /** Telegram's id of the payment screen, so that later news edit it. */
  readonly chatMessageId: bigint | null;
  readonly correlationId: string | null;
  /** Its stars are sent to a Telegram account once it is paid. */
  readonly wantsDelivery: boolean;
  /**
   * A top-up: the stars that it buys from the balance once it is paid, at this price. Null: none, or they are bought, or
   * the buyer gave them up.
   */
  readonly thenStars: number | null;
  readonly thenPriceId: bigint | null;
  /** The promo code that its price and bonus come from, and the stars of the bonus that the code gives. */
  readonly promoCodeId: bigint | null;
  readonly promoStars: number;
}

/** The columns of `orders` under the names of {@link Order}. */
export const ORDER_COLUMNS = `id, user_id AS "userId", kind, status, stars, bonus_stars AS "bonusStars", asset, amount,
  coalesce(package_price_id, star_price_id) AS "priceId", created_at AS "createdAt", paid_at AS "paidAt",
  journal_id AS "journalId", chat_message_id AS "chatMessageId", correlation_id AS "correlationId",
  wants_delivery AS "wantsDelivery", then_stars AS "thenStars", then_price_id AS "thenPriceId",
  promo_code_id AS "promoCodeId", promo_stars AS "promoStars"`;
