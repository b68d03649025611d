import type { Journal, JournalLine } from '../ledger/index.ts';
import { isRelease, type Refund } from './types.ts';

/**
 * The journal that moves the money, once per refund:
 * - to the balance: `refunds` pays the wallet, and the stars go back to where they came from;
 * - to an address: the same, but into the user's hold, where nobody can spend the money while the provider works. Money
 *   of a top-up goes from the wallet into the hold. The journal names the refunded journal as its original, so the
 *   ledger allows no more than was paid, in whatever way it goes.
 */
export function refundJournal(refund: Refund): Journal {
  const { userId: user, asset, amount } = refund;
  const isSetAside = refund.destination === 'address';
  const target = { user, account: isSetAside ? 'hold' : 'wallet', asset } as const;
  const stars = { user, account: 'stars', asset: 'STAR' } as const;
  // A small part of a purchase may take back no star. Its money still comes from the shop.
  const source =
    isSetAside && refund.gave === 'wallet'
      ? ({ user, account: 'wallet', asset } as const)
      : ({ house: 'refunds', asset } as const);
  const lines: JournalLine[] = [
    { debit: source, credit: target, amount },
    { debit: stars, credit: { house: 'star_stock', asset: 'STAR' }, amount: refund.stars },
    {
      debit: stars,
      credit: { house: 'bonus', asset: 'STAR' },
      amount: refund.bonusStars - refund.promoStars,
    },
    { debit: stars, credit: { house: 'promo', asset: 'STAR' }, amount: refund.promoStars },
  ];
  return {
    ...common(refund),
    key: `refund:${refund.id}`,
    kind: 'refund',
    reason: isSetAside ? 'refund, set aside for an address' : 'refund to balance',
    lines: lines.filter((line) => line.amount > 0n),
    ...(refund.originalId === null ? {} : { originalId: refund.originalId }),
  };
}

/**
 * A correction of a balance by staff. A release from suspense cannot be more than the journal that put the money there.
 */
export function adjustmentJournal(refund: Refund): Journal {
  const { asset, amount, userId: user } = refund;
  const account = { user, account: asset === 'STAR' ? 'stars' : 'wallet', asset } as const;
  const house = { house: isRelease(refund) ? 'suspense' : 'adjustments', asset } as const;
  return {
    ...common(refund),
    key: `adjustment:${refund.id}`,
    kind: 'adjustment',
    reason: refund.reason,
    lines: [
      refund.direction === 'credit'
        ? { debit: house, credit: account, amount }
        : { debit: account, credit: house, amount },
    ],
    ...(refund.originalId === null ? {} : { originalId: refund.originalId }),
  };
}

/** The money that was set aside has left the provider. */
export function sentJournal(refund: Refund): Journal {
  const { asset, amount, userId: user } = refund;
  return {
    ...common(refund),
    key: `refund:${refund.id}:sent`,
    kind: 'capture',
    reason: 'refund sent to the address',
    lines: [
      { debit: { user, account: 'hold', asset }, credit: { house: 'provider_clearing', asset }, amount },
    ],
  };
}

/**
 * The same journal for a user who deleted the account: money for the balance goes on to suspense. It passes through the
 * balance, so that it still counts against its original.
 */
export function unclaimed(journal: Journal, { asset, amount, userId: user }: Refund): Journal {
  const on = {
    debit: { user, account: 'wallet', asset },
    credit: { house: 'suspense', asset },
    amount,
  } as const;
  return { ...journal, reason: `${journal.reason}, of a deleted account`, lines: [...journal.lines, on] };
}

/** The money that was set aside was not sent. It goes to the user's balance. */
export function givenUpJournal(refund: Refund, actor: string): Journal {
  const { asset, amount, userId: user } = refund;
  return {
    ...common(refund),
    actor,
    key: `refund:${refund.id}:given-up`,
    kind: 'release',
    reason: 'refund to an address given up: to balance',
    lines: [{ debit: { user, account: 'hold', asset }, credit: { user, account: 'wallet', asset }, amount }],
  };
}

export const journalOf = (refund: Refund): Journal =>
  refund.kind === 'adjustment' ? adjustmentJournal(refund) : refundJournal(refund);

/** The movements that will follow if a request goes on, for the person who decides; none if money has moved. */
export function plannedLines(refund: Refund): readonly JournalLine[] {
  const isOver = refund.status === 'rejected' || refund.status === 'cancelled';
  return refund.journalId !== null || isOver ? [] : journalOf(refund).lines;
}

function common(refund: Refund): Pick<Journal, 'actor' | 'links' | 'correlationId'> {
  const { orderId, invoiceId, ticketId, correlationId } = refund;
  return {
    actor: `staff:${refund.approvedBy ?? refund.requestedBy}`,
    links: {
      refundId: refund.id,
      ...(orderId === null ? {} : { orderId }),
      ...(invoiceId === null ? {} : { invoiceId }),
      ...(ticketId === null ? {} : { ticketId }),
    },
    ...(correlationId === null ? {} : { correlationId }),
  };
}
