import type { Context } from '../platform/index.ts';
import type { Supplier, SupplierName } from '../suppliers/index.ts';
import type { DeliveryStatus } from './states.ts';

/** One delivery of stars to a Telegram account. Costs are minor units of `costAsset`. */
export interface Delivery {
  readonly id: string;
  readonly userId: bigint;
  readonly orderId: string | null;
  readonly status: DeliveryStatus;
  readonly stars: number;
  /** Lower case, without `@`; null after erasure. */
  readonly recipient: string | null;
  readonly recipientName: string | null;
  /** The buyer's words to a friend. */
  readonly note: string | null;
  readonly isSelf: boolean;
  /** `unknown`: the supplier could not tell. `no`: nobody was asked. */
  readonly checked: 'ok' | 'unknown' | 'no';
  readonly checkedAt: Date | null;
  readonly recipientToken: string | null;
  readonly reviewSince: Date | null;
  readonly reviewReason: string | null;
  readonly supplier: SupplierName | null;
  readonly attempt: number;
  readonly supplierKey: string | null;
  readonly body: string | null;
  readonly askedAt: Date | null;
  readonly supplierRef: string | null;
  readonly supplierStatus: string | null;
  readonly acceptedAt: Date | null;
  readonly lookedAt: Date | null;
  readonly claimedBy: bigint | null;
  readonly claimedAt: Date | null;
  readonly sentBy: bigint | null;
  readonly confirmedBy: bigint | null;
  readonly needsSecond: boolean;
  /** The price that these stars were sold for, in the shop's coin. */
  readonly soldFor: bigint | null;
  readonly maxCost: bigint | null;
  readonly cost: bigint | null;
  readonly costAsset: string | null;
  readonly paidAt: Date | null;
  readonly proof: string | null;
  readonly returnProof: string | null;
  readonly failures: number;
  readonly nextTryAt: Date | null;
  /** Code of the last problem. */
  readonly error: string | null;
  readonly needsPerson: boolean;
  readonly contradictedAt: Date | null;
  readonly holdJournalId: string | null;
  readonly endJournalId: string | null;
  readonly correlationId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS: Readonly<Record<keyof Delivery, string>> = {
  id: 'id',
  userId: 'user_id',
  orderId: 'order_id',
  status: 'status',
  stars: 'stars',
  recipient: 'recipient',
  recipientName: 'recipient_name',
  note: 'note',
  isSelf: 'is_self',
  checked: 'checked',
  checkedAt: 'checked_at',
  recipientToken: 'recipient_token',
  reviewSince: 'review_since',
  reviewReason: 'review_reason',
  supplier: 'supplier',
  attempt: 'attempt',
  supplierKey: 'supplier_key',
  body: 'body',
  askedAt: 'asked_at',
  supplierRef: 'supplier_ref',
  supplierStatus: 'supplier_status',
  acceptedAt: 'accepted_at',
  lookedAt: 'looked_at',
  claimedBy: 'claimed_by',
  claimedAt: 'claimed_at',
  sentBy: 'sent_by',
  confirmedBy: 'confirmed_by',
  needsSecond: 'needs_second',
  soldFor: 'sold_for',
  maxCost: 'max_cost',
  cost: 'cost',
  costAsset: 'cost_asset',
  paidAt: 'paid_at',
  proof: 'proof',
  returnProof: 'return_proof',
  failures: 'failures',
  nextTryAt: 'next_try_at',
  error: 'error',
  needsPerson: 'needs_person',
  contradictedAt: 'contradicted_at',
  holdJournalId: 'hold_journal_id',
  endJournalId: 'end_journal_id',
  correlationId: 'correlation_id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

/** Returns the column of a field. */
export function columnOf(field: keyof Delivery): string {
  return COLUMNS[field];
}

export const DELIVERY_COLUMNS = Object.entries(COLUMNS)
  .map(([field, column]) => `deliveries.${column} AS "${field}"`)
  .join(', ');

/** Fields that no step changes. */
const FIXED = [
  'id',
  'userId',
  'orderId',
  'stars',
  'isSelf',
  'needsPerson',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Delivery)[];

/** The fields that a step changes, or that we learn without a step. */
export type Changes = Partial<Omit<Delivery, (typeof FIXED)[number] | 'status'>>;

/** The columns that a step may write. */
export const STEP_COLUMNS: readonly string[] = [
  ...Object.entries(COLUMNS).flatMap(([field, column]) =>
    FIXED.some((fixed) => fixed === field) ? [] : [column],
  ),
  'changed_by',
  'remark',
];

/** The context of use cases that call suppliers. */
export type DeliveryContext = Context & {
  readonly suppliers: Readonly<Partial<Record<SupplierName, Supplier>>>;
};
