import type { Refund } from '../../refunds/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { lines } from './screen.ts';

/** The order whose money goes back, as the user knows it. */
export type RefundedOrder = Pick<Order, 'kind' | 'stars' | 'amount' | 'createdAt'>;

/** What a refund gives and takes, for every screen or message about it. */
export interface RefundFacts extends Pick<Refund, 'kind' | 'direction' | 'destination' | 'gave'> {
  /** Null if money was linked: nobody had to ask for the refund. */
  readonly reason: Refund['reason'] | null;
  /** Minor units of the shop's coin, or stars if the correction is in stars. */
  readonly amount: bigint;
  readonly asset: string;
  /** Stars that are taken, bought ones and bonus. */
  readonly back: bigint;
  readonly network: string | null;
  readonly addressHint: string | null;
  readonly order: RefundedOrder | undefined;
  /** Declined or cancelled: nothing is given and nothing is taken. */
  readonly isOff: boolean;
}

/**
 * The order, the reason, what comes and where to, and what is taken. The lines are the same wherever a refund is shown.
 */
export function refundFacts(facts: RefundFacts, w: Words): string {
  const t = w.t.refund;
  const amount = facts.asset === 'STAR' ? w.stars(facts.amount) : w.money(facts.amount);
  const isGain = facts.direction === 'credit';
  return lines(
    facts.order && t.of(named(facts.order, w), w.date(facts.order.createdAt)),
    facts.reason !== null && t.reason(t.reasons[facts.reason]),
    facts.isOff ? t.amount(amount) : t.gain(`${isGain ? '+' : '−'}${amount}`),
    !facts.isOff && facts.back > 0n && t.taken(`−${w.stars(facts.back)}`),
    !facts.isOff && isFromBalance(facts) && t.taken(t.fromBalance(`−${amount}`)),
    !facts.isOff && facts.kind === 'refund' && t.to(place(facts, w)),
  );
}

/** Coins of a top-up go from the balance to a wallet. */
function isFromBalance({ kind, gave, destination }: RefundFacts): boolean {
  return kind === 'refund' && gave === 'wallet' && destination === 'address';
}

function place({ destination, network, addressHint }: RefundFacts, w: Words): string {
  const { places } = w.t.refund;
  return destination === 'balance' ? places.balance : places.address(network ?? '', addressHint);
}

function named({ kind, stars, amount }: RefundedOrder, w: Words): string {
  return kind === 'topup'
    ? w.t.refund.topup(w.money(amount))
    : w.t.refund.purchase(w.stars(stars), w.money(amount));
}
