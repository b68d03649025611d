import type { Refund } from '../../refunds/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { lines } from './screen.ts';

/** The order that money goes back for, as a person knows it. */
export type RefundedOrder = Pick<Order, 'kind' | 'stars' | 'amount' | 'createdAt'>;

/** What a refund gives and takes, for whatever screen or message tells of it. */
export interface RefundFacts extends Pick<Refund, 'kind' | 'direction' | 'destination' | 'gave'> {
  /** Null where money was linked: nobody had to ask for it. */
  readonly reason: Refund['reason'] | null;
  /** Minor units of the shop's coin, or stars where it is them that are corrected. */
  readonly amount: bigint;
  readonly asset: string;
  /** Stars that go, bought and given. */
  readonly back: bigint;
  readonly network: string | null;
  readonly addressHint: string | null;
  readonly order: RefundedOrder | undefined;
  /** Turned down or called off: nothing is given and nothing taken. */
  readonly isOff: boolean;
}

/** Which order, why, what comes and where to, what goes: the same lines wherever a refund is spoken of. */
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

/** Coins of a top-up leave the balance on their way to a wallet. */
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
