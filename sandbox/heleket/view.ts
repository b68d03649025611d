import { COMMISSION_PERCENT, decimalsOf, dollars, isCoin } from './coins.ts';
import { decimal, divide, multiply, percentOf, writeDecimal } from './decimals.ts';
import { STATUSES, type HeleketInvoice } from './types.ts';
import type { HeleketWorld } from './world.ts';

/** Moscow time, as the provider writes it. */
export function moscowTime(milliseconds: number): string {
  return `${new Date(milliseconds + 3 * 3600_000).toISOString().slice(0, 19)}+03:00`;
}

/** The money that has arrived, in the payer's coin. */
export function received(invoice: HeleketInvoice): bigint {
  return invoice.transfers.reduce((sum, transfer) => sum + decimal(transfer.amount), 0n);
}

/** The amount that is still to pay, in the payer's coin. Zero if nothing is. */
export function missing(invoice: HeleketInvoice): bigint {
  const left = decimal(invoice.payerAmount ?? '0') - received(invoice);
  return left > 0n ? left : 0n;
}

/** The merchant's part of an amount in the payer's coin, and the provider's part. */
export function netOf(amount: bigint): { merchant: bigint; commission: bigint } {
  const commission = percentOf(amount, COMMISSION_PERCENT);
  return { merchant: amount - commission, commission };
}

interface Numbers {
  paymentAmount: bigint | null;
  paymentUsd: bigint;
  merchant: bigint | null;
  commission: bigint | null;
  rate: bigint | null;
}

function numbers(invoice: HeleketInvoice): Numbers {
  const coin = invoice.payerCurrency;
  const arrived = received(invoice);
  const hasMoney = invoice.transfers.length > 0;
  const base = hasMoney ? arrived : invoice.payerAmount === null ? null : decimal(invoice.payerAmount);
  const net = base === null ? null : netOf(base);
  const isOver = hasMoney && STATUSES[invoice.status].final;
  return {
    paymentAmount: hasMoney ? arrived : invoice.byHand ? 0n : null,
    paymentUsd: coin !== null && isOver ? multiply(arrived, dollars(coin)) : 0n,
    merchant: net && net.merchant,
    commission: net && net.commission,
    rate: coin === null ? null : divide(dollars(coin), dollars(invoice.currency)),
  };
}

const orNull = (value: bigint | null, decimals: number): string | null =>
  value === null ? null : writeDecimal(value, decimals);

/** The invoice as create, info and list return it. */
export function invoiceView(world: HeleketWorld, invoice: HeleketInvoice): Record<string, unknown> {
  const { paymentAmount, paymentUsd, merchant, commission, rate } = numbers(invoice);
  const last = invoice.transfers.at(-1);
  const percent = invoice.discountPercent;
  return {
    uuid: invoice.uuid,
    order_id: invoice.orderId,
    // A price in a coin keeps the 8 decimals that a request may have.
    amount: writeDecimal(
      decimal(invoice.amount),
      isCoin(invoice.currency) ? 8 : decimalsOf(invoice.currency),
    ),
    payment_amount: orNull(paymentAmount, 8),
    payment_amount_usd: writeDecimal(paymentUsd, 2),
    payer_amount: invoice.payerAmount,
    payer_amount_exchange_rate: orNull(rate, 8),
    discount_percent: percent,
    discount: writeDecimal(discountOf(invoice), decimalsOf(invoice.currency)),
    payer_currency: invoice.payerCurrency,
    currency: invoice.currency,
    comments: null,
    merchant_amount: orNull(merchant, 8),
    commission: orNull(commission, 8),
    network: invoice.network,
    address: invoice.address,
    from: last?.from ?? null,
    ...(last?.txid === null || invoice.byHand ? {} : { txid: last?.txid ?? null }),
    payment_status: invoice.status,
    status: invoice.status,
    url: `${world.publicUrl}/pay/${invoice.uuid}`,
    expired_at: Math.floor(invoice.expiredAt / 1000),
    is_final: STATUSES[invoice.status].final,
    additional_data: invoice.additionalData,
    created_at: moscowTime(invoice.createdAt),
    updated_at: moscowTime(invoice.updatedAt),
  };
}

/** Positive is a discount, negative a surcharge. */
export function discountOf(invoice: HeleketInvoice): bigint {
  return invoice.discountPercent === null ? 0n : percentOf(decimal(invoice.amount), invoice.discountPercent);
}

/** The webhook's members, in the provider's order, without `sign`. All amounts have 8 decimals here. */
export function webhookView(world: HeleketWorld, invoice: HeleketInvoice): Record<string, unknown> {
  const { paymentAmount, paymentUsd, merchant, commission, rate } = numbers(invoice);
  const last = invoice.transfers.at(-1);
  const hasMoney = invoice.transfers.length > 0 || invoice.byHand;
  const isInternal = last !== undefined && last.txid === null;
  return {
    type: 'payment',
    uuid: invoice.uuid,
    order_id: invoice.orderId,
    amount: writeDecimal(decimal(invoice.amount), 8),
    payment_amount: writeDecimal(paymentAmount ?? 0n, 8),
    payment_amount_usd: writeDecimal(paymentUsd, 2),
    merchant_amount: hasMoney ? orNull(merchant, 8) : '0.00000000',
    commission: hasMoney ? orNull(commission, 8) : '0.00000000',
    is_final: STATUSES[invoice.status].final,
    status: invoice.status,
    from: last?.from ?? null,
    wallet_address_uuid: null,
    network: invoice.network,
    currency: invoice.currency,
    payer_currency: invoice.payerCurrency,
    payer_amount: invoice.payerAmount === null ? null : writeDecimal(decimal(invoice.payerAmount), 8),
    payer_amount_exchange_rate: orNull(rate, 8),
    additional_data: invoice.additionalData,
    transfer_id: isInternal ? `internal-${invoice.sequence}` : null,
    ...(last?.txid ? { txid: last.txid } : {}),
    ...world.webhooks.extra,
  };
}

/** The amount to pay in a coin: the price, less discount, plus the payer's share of the commission. */
export function priceIn(invoice: HeleketInvoice, coin: string): string {
  const asked = decimal(invoice.amount) - discountOf(invoice);
  const fee = percentOf(percentOf(asked, COMMISSION_PERCENT), invoice.subtract);
  const total = asked + fee;
  if (coin === invoice.currency) return writeDecimal(total, isCoin(coin) ? 8 : 2);
  const value = divide(multiply(total, dollars(invoice.currency)), dollars(coin));
  return writeDecimal(value, decimalsOf(coin));
}
