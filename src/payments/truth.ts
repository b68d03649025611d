import { orderStatesBefore, type Order, type OrderStatus } from '../shop/index.ts';
import type { Headline, TruthAmounts } from './headlines.ts';
import { isSeen, PROVIDER_STATUSES } from './statuses.ts';
import type { Invoice } from './types.ts';

/**
 * Whether the provider was asked for this truth: not at all; just now, with an answer; not now, because it was asked a
 * moment ago; or it could not be asked.
 */
export type Asking = 'not' | 'answered' | 'recently' | 'unreachable';

export interface TruthInput {
  readonly order: Pick<Order, 'id' | 'kind' | 'status' | 'amount'>;
  readonly invoice: TruthInvoice | undefined;
  readonly now: Date;
  readonly asking?: Asking | undefined;
  /**
   * The owner of the order. A person who may not buy is offered nothing to pay. A person who deleted the account is
   * offered nothing.
   */
  readonly person?: 'active' | 'under_review' | 'blocked' | 'gone' | undefined;
  /** The address where the payer answers the provider's questions. */
  readonly questionnaire?: string | undefined;
}

export type TruthInvoice = Pick<
  Invoice,
  'status' | 'url' | 'expiresAt' | 'received' | 'booked' | 'credited' | 'checkedAt'
>;

export type PaymentAct =
  | { readonly do: 'pay'; readonly url: string; readonly amount: bigint }
  | { readonly do: 'questionnaire'; readonly url: string }
  | { readonly do: 'check' | 'cancel' | 'renew' | 'details' | 'ask' };

/**
 * All that can be said about a payment at one moment. Every screen, notice, row and page says this, and nothing else.
 */
export interface PaymentTruth {
  readonly headline: Headline;
  readonly amounts: TruthAmounts;
  /** Until when it can be paid; absent if it cannot be paid. */
  readonly until: Date | undefined;
  readonly asking: Asking;
  /** The provider's last answer, whenever it was. */
  readonly answeredAt: Date | undefined;
  readonly acts: readonly PaymentAct[];
}

/** Decides what a payment looks like; no other code does. Handles every pair of states, also impossible ones. */
export function truthOf(input: TruthInput): PaymentTruth {
  const { order, invoice, asking = 'not' } = input;
  const headline = headlineOf(input);
  const amounts = amountsOf(order, invoice, headline);
  const canPay = headline === 'awaiting' || headline === 'part';
  return {
    headline,
    amounts,
    until: canPay ? (invoice?.expiresAt ?? undefined) : undefined,
    asking,
    answeredAt: invoice?.checkedAt ?? undefined,
    acts: actsOf(input, headline, amounts),
  };
}

/** Whether we know that some of the buyer's money has come, or is on its way. */
export function hasCome(invoice: Pick<Invoice, 'status' | 'received' | 'booked'> | undefined): boolean {
  if (!invoice) return false;
  if (invoice.received > 0n || invoice.booked > 0n || isSeen(invoice.status)) return true;
  const means = PROVIDER_STATUSES[invoice.status]?.means;
  return means !== undefined && means !== 'open' && means !== 'expired' && means !== 'failed';
}

function headlineOf(input: TruthInput): Headline {
  const { order, invoice } = input;
  const came = hasCome(invoice);
  switch (order.status) {
    case 'paid':
    case 'refunded':
      return order.status;
    case 'underpaid':
      return (invoice?.credited ?? 0n) > 0n ? 'underpaid' : 'review';
    case 'held':
      return invoice?.status === 'locked' ? 'locked' : 'review';
    case 'cancelled':
      if (invoice?.status === 'locked') return 'locked';
      return came ? 'cancelled_paid' : 'cancelled';
    case 'replaced':
    case 'expired':
      return came ? openHeadline(input) : order.status;
    case 'failed':
      return came ? 'review' : 'failed';
    case 'created':
    case 'awaiting_payment':
      return openHeadline(input);
  }
}

function openHeadline({ order, invoice, now }: TruthInput): Headline {
  if (!invoice) return 'preparing';
  const { status, received, expiresAt } = invoice;
  const means = PROVIDER_STATUSES[status]?.means;
  const isOver = expiresAt !== null && expiresAt <= now;
  if (means === 'locked') return 'locked';
  if (means === 'refund' || means === 'refunded') return 'review';
  if (means === 'short_open' && received > 0n && received < order.amount)
    return isOver ? 'part_over' : 'part';
  if (hasCome(invoice)) return 'seen';
  if (isOver || status === 'absent' || means === 'expired' || means === 'failed') return 'time_over';
  return invoice.url === null ? 'preparing' : 'awaiting';
}

/** An order from balance has no invoice: its money was in the ledger from the beginning. */
function amountsOf(
  order: TruthInput['order'],
  invoice: TruthInvoice | undefined,
  headline: Headline,
): TruthAmounts {
  const asked = order.amount;
  const { received, booked, credited } = invoice ?? { received: 0n, booked: 0n, credited: 0n };
  const done = headline === 'paid';
  const beyond = order.kind === 'topup' ? credited - asked : credited;
  return {
    asked,
    received,
    booked,
    goods: booked - credited,
    credited,
    missing: headline === 'part' ? asked - received : headline === 'awaiting' ? asked : 0n,
    surplus: done && beyond > 0n ? beyond : 0n,
  };
}

/** For these headlines the provider has nothing to add. */
const COMPLETE: ReadonlySet<Headline> = new Set<Headline>(['paid', 'underpaid', 'refunded']);
/** From these the buyer can start again. An order that still waits is then replaced by the new one. */
const RENEWABLE: ReadonlySet<Headline> = new Set<Headline>([
  'time_over',
  'expired',
  'failed',
  'cancelled',
  'replaced',
  'underpaid',
]);
/** Nothing has come, and the order waits. */
const CANCELLABLE: readonly OrderStatus[] = orderStatesBefore('cancelled');

function actsOf(input: TruthInput, headline: Headline, amounts: TruthAmounts): PaymentAct[] {
  const { order, invoice, questionnaire, person = 'active' } = input;
  if (person === 'gone') return [];
  const acts: PaymentAct[] = [];
  const url = invoice?.url ?? null;
  const viaInvoice = order.kind !== 'balance_purchase';
  if (amounts.missing > 0n && url !== null && viaInvoice && person !== 'blocked')
    acts.push({ do: 'pay', url, amount: amounts.missing });
  if (headline === 'locked' && questionnaire !== undefined)
    acts.push({ do: 'questionnaire', url: questionnaire });
  // If there is no invoice, a check makes one.
  const canCheck = invoice !== undefined || (order.status === 'created' && person === 'active');
  if (viaInvoice && canCheck && !COMPLETE.has(headline)) acts.push({ do: 'check' });
  if (viaInvoice && RENEWABLE.has(headline) && person === 'active') acts.push({ do: 'renew' });
  if (viaInvoice && CANCELLABLE.includes(order.status) && !hasCome(invoice)) acts.push({ do: 'cancel' });
  if (COMPLETE.has(headline) || headline === 'cancelled_paid') acts.push({ do: 'details' });
  acts.push({ do: 'ask' });
  return acts;
}
