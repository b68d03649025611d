/** An invoice at the payment provider. Amounts are minor units of `asset`. */
export interface Invoice {
  readonly id: string;
  readonly orderId: string;
  readonly providerUuid: string | null;
  /** The provider's status as last confirmed; `creating` before its first answer, `absent` when it never knew it. */
  readonly status: string;
  /** Where the buyer pays. */
  readonly url: string | null;
  readonly expiresAt: Date | null;
  readonly amount: bigint;
  readonly asset: string;
  /** What arrived as last confirmed. */
  readonly received: bigint;
  /** What of it stands in the ledger, and what of that went to the buyer's balance. */
  readonly booked: bigint;
  readonly credited: bigint;
  /** What the provider kept of it. */
  readonly fee: bigint;
  readonly isFinal: boolean;
  /** When the provider last answered, and when it was last asked. */
  readonly checkedAt: Date | null;
  readonly lookedAt: Date | null;
}

/** An invoice with what only payments need. */
export interface StoredInvoice extends Invoice {
  readonly providerOrderId: string;
  readonly nextCheckAt: Date | null;
  /** Since when a refund of ours is under way or done at the provider. */
  readonly refundAskedAt: Date | null;
  readonly createdAt: Date;
}
