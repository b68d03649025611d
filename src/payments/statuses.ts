/**
 * Every status of a provider invoice, as data. A confirmed status is only ever replaced by one of a higher rank. So
 * answers may come late, twice or out of order, and the result is always the same.
 */
interface StatusSpec {
  rank: number;
  means: StatusMeaning;
  /** Whether no more payment is possible. Used if the provider does not say so itself. */
  isFinal: boolean;
}

/**
 * - `open`: nothing to do but wait;
 * - `short_open`: too little came, the rest may still come;
 * - `locked`: the payer must answer the provider's questions first;
 * - `expired`: the time is over;
 * - `failed`: the provider gave up;
 * - `short`: too little came, and no more will come;
 * - `paid`: the price came, or more;
 * - `refund`: the provider sends it back, or tried to;
 * - `refunded`: it went back.
 */
export type StatusMeaning =
  | 'open'
  | 'short_open'
  | 'locked'
  | 'expired'
  | 'failed'
  | 'short'
  | 'paid'
  | 'refund'
  | 'refunded';

export const PROVIDER_STATUSES: Readonly<Record<string, StatusSpec>> = {
  check: { rank: 1, means: 'open', isFinal: false },
  process: { rank: 2, means: 'open', isFinal: false },
  confirm_check: { rank: 3, means: 'open', isFinal: false },
  wrong_amount_waiting: { rank: 4, means: 'short_open', isFinal: false },
  // The provider's own kit calls it final, but it becomes `paid` if the payer answers the questionnaire.
  locked: { rank: 5, means: 'locked', isFinal: false },
  cancel: { rank: 6, means: 'expired', isFinal: true },
  fail: { rank: 6, means: 'failed', isFinal: true },
  system_fail: { rank: 6, means: 'failed', isFinal: true },
  wrong_amount: { rank: 7, means: 'short', isFinal: true },
  paid: { rank: 8, means: 'paid', isFinal: true },
  paid_over: { rank: 9, means: 'paid', isFinal: true },
  refund_process: { rank: 10, means: 'refund', isFinal: false },
  refund_fail: { rank: 11, means: 'refund', isFinal: true },
  refund_paid: { rank: 12, means: 'refunded', isFinal: true },
};

/** The transfer is seen on the network, and its amount is not known yet. */
export function isSeen(status: string): boolean {
  return status === 'process' || status === 'confirm_check';
}

/** Whether a webhook claims more than the provider confirms. A late webhook claims less, and that is not a lie. */
export function claimsMore(claimed: string, confirmed: string): boolean {
  return rankOf(claimed) > rankOf(confirmed);
}

/** Rank of a stored status. `creating` and our other own statuses are below all of the provider's. */
export function rankOf(status: string): number {
  return PROVIDER_STATUSES[status]?.rank ?? 0;
}
