import { formatAmount } from '../../src/lib/index.ts';
import type { Order } from '../../src/shop/index.ts';
import type { ProviderInvoice } from '../../src/payments/provider.ts';
import { planSettlement, type Settlement } from '../../src/payments/settlement.ts';
import type { StoredInvoice } from '../../src/payments/types.ts';

// What the tests of settlements share: an order and its invoice, both still open, what the provider says, and the plan.
export const TON = { code: 'TON', exponent: 9 };
export const PRICE = 95_000_000_000n;
export const PERCENT = PRICE / 100n;

export const ORDER: Order = {
  id: '0196a000-0000-7000-8000-000000000001',
  userId: 7n,
  kind: 'purchase',
  status: 'awaiting_payment',
  stars: 100,
  bonusStars: 10,
  asset: 'TON',
  amount: PRICE,
  priceId: 1n,
  createdAt: new Date(0),
  paidAt: null,
  journalId: null,
  chatMessageId: null,
  correlationId: null,
  wantsDelivery: false,
  thenStars: null,
  thenPriceId: null,
  promoCodeId: null,
  promoStars: 0,
};
export const INVOICE: StoredInvoice = {
  id: '0196a000-0000-7000-8000-000000000002',
  orderId: ORDER.id,
  providerOrderId: 'ours',
  providerUuid: 'theirs',
  asset: 'TON',
  amount: PRICE,
  status: 'check',
  isFinal: false,
  url: null,
  payTo: null,
  expiresAt: null,
  received: 0n,
  booked: 0n,
  credited: 0n,
  fee: 0n,
  nextCheckAt: null,
  refundAskedAt: null,
  checkedAt: null,
  lookedAt: null,
  createdAt: new Date(0),
};

/** What the provider says when so many percent of the price came. */
export const says = (
  status: string,
  percent: number,
  extra: Partial<ProviderInvoice> = {},
): ProviderInvoice => {
  const came = formatAmount(PERCENT * BigInt(percent), TON);
  return {
    uuid: 'theirs',
    orderId: 'ours',
    status,
    isFinal: undefined,
    amount: '95.00000000',
    currency: 'TON',
    payerCurrency: 'TON',
    payerAmount: '95',
    paymentAmount: came,
    merchantAmount: came,
    commission: '0',
    network: undefined,
    txid: undefined,
    url: undefined,
    expiresAt: undefined,
    createdAt: undefined,
    ...extra,
  };
};
export const plan = (
  facts: ProviderInvoice,
  order: Partial<Order> = {},
  invoice: Partial<StoredInvoice> = {},
): Settlement => planSettlement({ ...ORDER, ...order }, { ...INVOICE, ...invoice }, facts, TON);
