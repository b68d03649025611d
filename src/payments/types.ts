/** Where and how much the payer sends, as the provider wrote it. */
export interface PayTo {
  readonly address: string;
  /** In lower case: "ton". */
  readonly network: string;
  readonly currency: string;
  readonly amount: string;
}

/** An invoice at the payment provider. Amounts are minor units of `asset`. */
export interface Invoice {
  readonly id: string;
  readonly orderId: string;
  readonly providerUuid: string | null;
  /**
   * The provider's status as last confirmed; `creating` before its first answer, `absent` if the provider never knew
   * it.
   */
  readonly status: string;
  /** Where the buyer pays. */
  readonly url: string | null;
  /** Null: the payer has not chosen a coin, or the provider names no address. */
  readonly payTo: PayTo | null;
  readonly expiresAt: Date | null;
  readonly amount: bigint;
  readonly asset: string;
  /** What arrived as last confirmed. */
  readonly received: bigint;
  /** How much of it the ledger has posted, and how much of that went to the buyer's balance. */
  readonly booked: bigint;
  readonly credited: bigint;
  /** How much of it the provider kept. */
  readonly fee: bigint;
  readonly isFinal: boolean;
  /** When the provider last answered, and when it was last asked. */
  readonly checkedAt: Date | null;
  readonly lookedAt: Date | null;
}

/** An invoice with the fields that only payments need. */
export interface StoredInvoice extends Invoice {
  readonly providerOrderId: string;
  readonly nextCheckAt: Date | null;
  /** When our refund began that is under way or done at the provider. */
  readonly refundAskedAt: Date | null;
  readonly createdAt: Date;
}
