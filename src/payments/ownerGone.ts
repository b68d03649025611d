import { openBreak } from '../breaks/index.ts';
import type { Journal } from '../ledger/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { Change } from './change.ts';
import { bothSides } from './differences.ts';

/**
 * Returns those of these users who deleted their accounts. Locks all of them until the transaction ends, so that nobody
 * deletes an account while we give money to it. Call it after the orders are locked.
 */
export async function goneAmong(tx: Queryable, userIds: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  if (userIds.length === 0) return new Set();
  const { rows } = await tx.query<{ id: bigint; isGone: boolean }>(
    'SELECT id, deleted_at IS NOT NULL AS "isGone" FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE',
    [[...new Set(userIds)]],
  );
  return new Set(rows.filter(({ isGone }) => isGone).map(({ id }) => id));
}

/**
 * The same change for a buyer who deleted the account: nobody gets value and nobody is told. The money goes to
 * suspense, from where staff can release it to the owner's new account. The order does not change.
 */
export function withoutOwner(change: Change): Change {
  const { order: _order, tell: _tell, ...plan } = change.plan;
  const post = plan.post && { ...plan.post, to: 'wallet' as const };
  return {
    ...change,
    plan: { ...plan, ...(post && { post }) },
    journal: change.journal && toSuspense(change.journal, change),
  };
}

function toSuspense(journal: Journal, { invoice: { asset }, plan }: Change): Journal {
  const clearing = { house: 'provider_clearing', asset } as const;
  const { fresh, fee } = plan.post ?? { fresh: 0n, fee: 0n };
  return {
    ...journal,
    kind: 'adjustment',
    reason: 'invoice money of a deleted account',
    lines: [
      { debit: clearing, credit: { house: 'suspense', asset } as const, amount: fresh },
      { debit: { house: 'fees', asset } as const, credit: clearing, amount: fee },
    ].filter((line) => line.amount > 0n),
  };
}

/** Opens the break of money that came for a deleted account. */
export async function openOwnerGone(tx: Queryable, change: Change): Promise<void> {
  const { invoice, plan, journalId, confirmed } = change;
  if (journalId === undefined) return;
  await openBreak(tx, {
    class: 'owner_gone',
    source: 'settlement',
    subject: journalId,
    invoiceId: invoice.id,
    orderId: invoice.orderId,
    providerUuid: confirmed.facts.uuid,
    asset: invoice.asset,
    amount: plan.post?.fresh ?? 0n,
    subjectAt: invoice.createdAt,
    detail: bothSides({ ...invoice, status: plan.status, booked: plan.received }, confirmed.facts),
    journalId,
  });
}
