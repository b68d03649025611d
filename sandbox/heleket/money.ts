import { randomBytes } from 'node:crypto';
import { AppError } from '../../src/lib/index.ts';
import { choices, chooseCoin, newAddress } from './create.ts';
import { decimal, percentOf, readDecimal, writeDecimal } from './decimals.ts';
import { STATUSES, type HeleketInvoice, type Status } from './types.ts';
import { missing, received } from './view.ts';
import type { WebhookSender } from './webhooks.ts';
import type { HeleketWorld } from './world.ts';

/** What payers, the provider's own staff and time do to an invoice. */
export interface Desk {
  world: HeleketWorld;
  sender: WebhookSender;
}

/** Saves a new status and shows it on open pay pages. Sends a webhook if the status has one. */
export function setStatus({ world, sender }: Desk, invoice: HeleketInvoice, status: Status): void {
  if (status === 'refund_fail') giveBack(invoice);
  invoice.status = status;
  invoice.updatedAt = world.time.now().getTime();
  if (STATUSES[status].final) world.open.delete(invoice);
  else world.open.add(invoice);
  sender.tell(invoice);
  world.hub.publish(`invoice:${invoice.uuid}`, { type: 'invoice', status });
  world.changed();
}

/** A failed refund has taken nothing. */
function giveBack(invoice: HeleketInvoice): void {
  invoice.refunded = writeDecimal(decimal(invoice.refunded) - decimal(invoice.refunding ?? '0'), 8);
  invoice.refunding = '0';
}

export interface Payment {
  /** In the payer's coin; or a part of the price. */
  amount?: string;
  part?: 'exact' | 'less' | 'more' | 'rest';
  currency?: string;
  network?: string;
  from?: string | null;
  /** A transfer inside the provider: no txid, no sender. */
  internal?: boolean;
  /** AML: the money arrives and is locked. */
  hold?: boolean;
  /** Stays at confirm_check until it is confirmed. */
  wait?: boolean;
  /** Confirms by itself after that time. */
  confirmAfterMs?: number;
}

/** Money arrives. It may come late, or in addition to earlier money. Errors: INPUT_INVALID. */
export function pay(desk: Desk, invoice: HeleketInvoice, payment: Payment): void {
  choose(desk, invoice, payment);
  const amount =
    payment.amount === undefined ? partOf(invoice, payment.part ?? 'exact') : readDecimal(payment.amount);
  if (amount === undefined || amount <= 0n) throw new AppError('INPUT_INVALID', {}, { message: 'amount' });
  const txid = randomBytes(32).toString('hex');
  invoice.transfers.push({
    amount: writeDecimal(amount, 8),
    from: payment.internal ? null : (payment.from ?? newAddress(invoice.network ?? 'ton')),
    txid: payment.internal ? null : txid,
    at: desk.world.time.now().getTime(),
  });
  invoice.hold = payment.hold ?? false;
  // More money on a paid invoice changes the result at once.
  if (STATUSES[invoice.status].money && invoice.status !== 'wrong_amount') return conclude(desk, invoice);
  setStatus(desk, invoice, 'process');
  setStatus(desk, invoice, 'confirm_check');
  if (payment.wait) return;
  if (payment.confirmAfterMs === undefined) return confirm(desk, invoice);
  desk.world.time.after(payment.confirmAfterMs, () => {
    if (invoice.status === 'confirm_check') confirm(desk, invoice);
  });
}

/** Errors: INPUT_INVALID (nobody can pay in this coin). */
export function choose(
  { world }: Desk,
  invoice: HeleketInvoice,
  wanted: { currency?: string; network?: string },
): void {
  if (invoice.payerCurrency !== null && wanted.currency === undefined) return;
  const coin = wanted.currency?.toUpperCase();
  const network = wanted.network?.toLowerCase();
  const found = choices(invoice).find(
    (item) =>
      (coin === undefined || item.currency === coin) && (network === undefined || item.network === network),
  );
  if (!found) throw new AppError('INPUT_INVALID', {}, { message: `cannot be paid in ${coin ?? '?'}` });
  if (invoice.payerCurrency === found.currency && invoice.network === found.network) return;
  chooseCoin(invoice, found.currency, found.network);
  world.hub.publish(`invoice:${invoice.uuid}`, { type: 'invoice', status: invoice.status });
  world.changed();
}

function partOf(invoice: HeleketInvoice, part: NonNullable<Payment['part']>): bigint {
  const asked = decimal(invoice.payerAmount ?? '0');
  if (part === 'less') return percentOf(asked, 60);
  if (part === 'more') return percentOf(asked, 125);
  return part === 'rest' ? missing(invoice) : asked;
}

/** The chain has confirmed. */
export function confirm(desk: Desk, invoice: HeleketInvoice): void {
  if (invoice.hold) setStatus(desk, invoice, 'locked');
  else conclude(desk, invoice);
}

/** Compares the money that arrived with the price. */
export function conclude(desk: Desk, invoice: HeleketInvoice): void {
  invoice.hold = false;
  const asked = decimal(invoice.payerAmount ?? '0');
  const arrived = received(invoice);
  const accepted = asked - percentOf(asked, invoice.accuracy);
  if (arrived > asked) return setStatus(desk, invoice, 'paid_over');
  if (arrived >= accepted) return setStatus(desk, invoice, 'paid');
  const isRunning = invoice.expiredAt > desk.world.time.now().getTime();
  setStatus(desk, invoice, invoice.multiple && isRunning ? 'wrong_amount_waiting' : 'wrong_amount');
}

/** The lifetime ends. Nothing came, or not enough. */
export function expire(desk: Desk, invoice: HeleketInvoice): void {
  if (invoice.status === 'check') setStatus(desk, invoice, 'cancel');
  else if (invoice.status === 'wrong_amount_waiting') setStatus(desk, invoice, 'wrong_amount');
}

/** Ends the lifetime now. */
export function expireNow(desk: Desk, invoice: HeleketInvoice): void {
  invoice.expiredAt = Math.min(invoice.expiredAt, desk.world.time.now().getTime());
  expire(desk, invoice);
}

export function expireDue(desk: Desk): void {
  const now = desk.world.time.now().getTime();
  for (const invoice of desk.world.open) if (invoice.expiredAt <= now) expire(desk, invoice);
}

/**
 * The provider's staff mark it as paid. The status is paid, but nothing is on the chain and the payment amount is zero.
 */
export function markPaid(desk: Desk, invoice: HeleketInvoice): void {
  choose(desk, invoice, {});
  invoice.byHand = true;
  setStatus(desk, invoice, 'paid');
}

export function finishRefund(desk: Desk, invoice: HeleketInvoice, outcome: 'paid' | 'fail'): void {
  setStatus(desk, invoice, outcome === 'paid' ? 'refund_paid' : 'refund_fail');
}
