import type { Queryable } from '../platform/index.ts';
import type { RefundStatus } from './states.ts';

/** The requests that staff make: money back for an order, or a change of a balance. Both follow the same steps. */
export const REFUND_KINDS = ['refund', 'adjustment'] as const;
export type RefundKind = (typeof REFUND_KINDS)[number];

/** What has limits for each role. `booking`: money that moved outside and is written down by hand. */
export const LIMIT_KINDS = [...REFUND_KINDS, 'booking'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** The reason of a request; the note says it in words. */
export const REFUND_REASONS = [
  'not_delivered',
  'duplicate_payment',
  'wrong_amount',
  'customer_request',
  'service_failure',
  'goodwill',
  'correction',
  'fraud',
  'other',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

export const REFUND_DESTINATIONS = ['balance', 'address'] as const;
export type RefundDestination = (typeof REFUND_DESTINATIONS)[number];

/** A refund or an adjustment. Amounts are minor units of `asset`. Never holds the address itself. */
export interface Refund {
  readonly id: string;
  readonly kind: RefundKind;
  readonly status: RefundStatus;
  readonly userId: bigint;
  readonly orderId: string | null;
  /** The invoice that was paid. A refund to an address is sent from it. */
  readonly invoiceId: string | null;
  /** The refunded journal. For an adjustment: the journal that put the released money into suspense. */
  readonly originalId: string | null;
  /** What the refunded money was used for: stars that go back with it, or a part of the user's balance. */
  readonly gave: 'stars' | 'wallet';
  readonly ticketId: string | null;
  readonly destination: RefundDestination;
  /** `debit` takes from the balance; adjustments only. */
  readonly direction: 'credit' | 'debit';
  readonly asset: string;
  readonly amount: bigint;
  /** Stars that are taken back with it, bought and bonus. */
  readonly stars: bigint;
  readonly bonusStars: bigint;
  /** Those of the bonus that came from a promo code. */
  readonly promoStars: bigint;
  readonly reason: RefundReason;
  readonly note: string;
  readonly requestedBy: bigint;
  readonly needsApproval: boolean;
  readonly approvedBy: bigint | null;
  /** The network that the coins go back on: that of the payment. */
  readonly network: string | null;
  readonly currency: string | null;
  /** First and last characters of the confirmed address. */
  readonly addressHint: string | null;
  readonly addressConfirmedAt: Date | null;
  /** It is not sent before this time. */
  readonly readyAt: Date | null;
  readonly attempts: number;
  /** Times of the last attempt: before the provider was called, when it accepted the order, and its latest news. */
  readonly startedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly lookedAt: Date | null;
  readonly seenStatus: string | null;
  /** The journal that moved the money or set it aside, and the one that released it from the hold. */
  readonly journalId: string | null;
  readonly captureId: string | null;
  /** Failed tries in a row, to send it or to look it up, and when the worker tries again. */
  readonly failures: number;
  readonly nextTryAt: Date | null;
  /** It failed, or it fails again and again. */
  readonly needsPerson: boolean;
  /** Code of the last refusal. */
  readonly error: string | null;
  readonly remark: string;
  readonly correlationId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether this is an adjustment that gives money out of suspense to its owner. */
export function isRelease({ kind, originalId }: Pick<Refund, 'kind' | 'originalId'>): boolean {
  return kind === 'adjustment' && originalId !== null;
}

/** A refund with the fields that only this folder may read: the encrypted addresses. */
export interface StoredRefund extends Refund {
  readonly addressSealed: string | null;
  readonly candidateSealed: string | null;
}

export const REFUND_COLUMNS = `id, kind, status, user_id AS "userId", order_id AS "orderId", invoice_id AS "invoiceId",
  original_id AS "originalId", gave, ticket_id AS "ticketId", destination, direction, asset, amount, stars,
  bonus_stars AS "bonusStars", promo_stars AS "promoStars", reason, note, requested_by AS "requestedBy", needs_approval AS "needsApproval",
  approved_by AS "approvedBy", network, currency, address_hint AS "addressHint",
  address_confirmed_at AS "addressConfirmedAt", ready_at AS "readyAt", attempts, started_at AS "startedAt",
  accepted_at AS "acceptedAt", looked_at AS "lookedAt", seen_status AS "seenStatus", journal_id AS "journalId",
  capture_id AS "captureId", failures, next_try_at AS "nextTryAt", needs_person AS "needsPerson", error, remark, correlation_id AS "correlationId", created_at AS "createdAt",
  updated_at AS "updatedAt"`;

/** Reads refunds. `where` is a constant of this folder, with `$1` for `value`. */
export async function readStored(
  q: Queryable,
  where: string,
  value: unknown,
): Promise<StoredRefund | undefined> {
  const { rows } = await q.query<StoredRefund>(
    `SELECT ${REFUND_COLUMNS}, address_sealed AS "addressSealed", candidate_sealed AS "candidateSealed"
     FROM refunds WHERE ${where}`,
    [value],
  );
  return rows[0];
}

/** The fields that other code may see: never the address, not even encrypted. */
export function withoutAddress(stored: StoredRefund): Refund {
  const { addressSealed: _sealed, candidateSealed: _candidate, ...refund } = stored;
  return refund;
}
