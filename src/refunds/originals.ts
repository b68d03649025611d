import { findJournal, journalLines, linkedJournals, type TransferLine } from '../ledger/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { Order } from '../shop/index.ts';

/** Stars that were bought, and those that were given with them: by the package, and by a promo code. */
export interface GivenStars {
  readonly bought: bigint;
  readonly bonus: bigint;
  readonly promo: bigint;
}
const NO_STARS: GivenStars = { bought: 0n, bonus: 0n, promo: 0n };

/**
 * A journal that brought money for an order, or a part of one, and how much of it can still be refunded. Minor units.
 */
export interface Original {
  readonly journalId: string;
  /** `stars`: stars were given for it; `wallet`: the money went to the user's balance. */
  readonly gave: 'stars' | 'wallet';
  /** The amount above the price of the purchase that the same journal delivered. */
  readonly isSurplus: boolean;
  readonly invoiceId: string | null;
  readonly paid: bigint;
  /** Not refunded and not asked for yet. */
  readonly rest: bigint;
  readonly stars: GivenStars;
  /** Stars that earlier refunds take back. */
  readonly earlier: GivenStars;
}

/**
 * All that an order brought, first the journal that delivered it. Rejected requests do not count. Waiting requests
 * count, so that two people cannot ask for the same money. The ledger checks again when the money moves.
 */
export async function originalsOf(q: Queryable, order: Order): Promise<Original[]> {
  const ids = new Set(await linkedJournals(q, order.id));
  if (order.journalId !== null) ids.add(order.journalId);
  const found: Original[] = [];
  for (const id of ids) {
    const journal = await findJournal(q, id);
    if (!journal || !['purchase', 'balance_purchase', 'topup'].includes(journal.kind)) continue;
    const lines = await journalLines(q, id);
    const { invoiceId } = journal;
    if (journal.kind !== 'topup') found.push(await purchased(q, { journalId: id, invoiceId, lines }));
    const toWallet = sum(lines, (line) => isUser(line.credit, 'wallet'));
    if (toWallet === 0n) continue;
    const rest = { paid: toWallet, invoiceId, isSurplus: journal.kind !== 'topup' };
    found.push(await filled(q, { journalId: id, ...rest }));
  }
  return found.toSorted((a, b) => Number(b.gave === 'stars') - Number(a.gave === 'stars'));
}

/** The part of a journal that gave stars. */
async function purchased(
  q: Queryable,
  {
    journalId,
    invoiceId,
    lines,
  }: Pick<Original, 'journalId' | 'invoiceId'> & { lines: readonly TransferLine[] },
): Promise<Original> {
  const paid = sum(lines, (line) => line.credit.startsWith('house/revenue/'));
  const earlier = await earlierOf(q, journalId, 'stars');
  return {
    journalId,
    gave: 'stars',
    isSurplus: false,
    invoiceId,
    paid,
    rest: paid > earlier.amount ? paid - earlier.amount : 0n,
    stars: {
      bought: sum(lines, (line) => line.debit.startsWith('house/star_stock/')),
      bonus: sum(lines, (line) => line.debit.startsWith('house/bonus/')),
      promo: sum(lines, (line) => line.debit.startsWith('house/promo/')),
    },
    earlier,
  };
}

/** The part of a journal that filled the balance. */
async function filled(
  q: Queryable,
  part: Pick<Original, 'journalId' | 'invoiceId' | 'paid' | 'isSurplus'>,
): Promise<Original> {
  const earlier = await earlierOf(q, part.journalId, 'wallet');
  return {
    ...part,
    gave: 'wallet',
    rest: part.paid > earlier.amount ? part.paid - earlier.amount : 0n,
    stars: NO_STARS,
    earlier: NO_STARS,
  };
}

/**
 * Stars that go back with `amount`. All refunds so far and this one together take the same share of the stars as of the
 * price, rounded down; the stars that went back before are subtracted. So a full refund takes back exactly the stars
 * that were given.
 */
export function starsBack(original: Original, amount: bigint): GivenStars {
  if (original.gave === 'wallet' || original.paid === 0n) return NO_STARS;
  const refunded = original.paid - original.rest + amount;
  const back = (given: bigint, earlier: bigint): bigint => {
    const due = (given * refunded) / original.paid - earlier;
    return due > 0n ? due : 0n;
  };
  return {
    bought: back(original.stars.bought, original.earlier.bought),
    bonus: back(original.stars.bonus, original.earlier.bonus),
    promo: back(original.stars.promo, original.earlier.promo),
  };
}

async function earlierOf(
  q: Queryable,
  originalId: string,
  gave: Original['gave'],
): Promise<GivenStars & { readonly amount: bigint }> {
  const { rows } = await q.query<GivenStars & { amount: bigint }>(
    `SELECT coalesce(sum(amount), 0)::bigint AS amount, coalesce(sum(stars), 0)::bigint AS bought,
       coalesce(sum(bonus_stars - promo_stars), 0)::bigint AS bonus, coalesce(sum(promo_stars), 0)::bigint AS promo
     FROM refunds WHERE original_id = $1 AND gave = $2 AND (status NOT IN ('rejected', 'cancelled') OR journal_id IS NOT NULL)`,
    [originalId, gave],
  );
  return rows[0] ?? { amount: 0n, ...NO_STARS };
}

function isUser(account: string, kind: string): boolean {
  return account.startsWith('user:') && account.includes(`/${kind}/`);
}

function sum(lines: readonly TransferLine[], of: (line: TransferLine) => boolean): bigint {
  return lines.filter(of).reduce((total, line) => total + line.amount, 0n);
}
