import type { Journal } from '../ledger/index.ts';
import { notifyAll, type NewNotification, type News } from '../notifications/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Order } from '../shop/index.ts';
import type { Change } from './change.ts';
import { toBalance } from './journal.ts';
import type { Settlement, Telling } from './settlement.ts';
import { isSeen } from './statuses.ts';
import type { StoredInvoice } from './types.ts';

/** A transfer that the network now shows and did not show before. */
function seen({ invoice, plan }: Change): { readonly kind: 'seen' } | undefined {
  return isSeen(plan.status) && !isSeen(invoice.status) ? { kind: 'seen' } : undefined;
}

interface Happened {
  order: Order;
  invoice: StoredInvoice;
  plan: Settlement;
  telling: Telling | { readonly kind: 'seen' };
  amlLink: string | undefined;
  journal: Journal | undefined;
}

/** Writes the buyers' messages about the changes, in the caller's transaction, each once per cause. */
export async function tellBuyers(tx: Tx, changes: readonly Change[]): Promise<void> {
  await notifyAll(
    tx,
    changes.flatMap((change) => {
      const { order, invoice, plan, journal, confirmed } = change;
      const telling = plan.tell ?? seen(change);
      const news = telling && newsOf({ order, invoice, plan, telling, amlLink: confirmed.amlLink, journal });
      return news ? [addressed(news, { order, invoice })] : [];
    }),
  );
}

type Caused = News & { readonly cause: string };

function addressed(
  { cause, ...news }: Caused,
  { order, invoice }: Pick<Happened, 'order' | 'invoice'>,
): NewNotification {
  return {
    ...news,
    userId: order.userId,
    subjectId: order.id,
    key: `invoice:${invoice.id}:${cause}`,
    correlationId: order.correlationId ?? undefined,
  };
}

function newsOf({ order, invoice, plan, telling, amlLink, journal }: Happened): Caused | undefined {
  const { received } = plan;
  const arrived = { received, credited: toBalance(journal), asset: invoice.asset };
  switch (telling.kind) {
    case 'paid':
      // This message also says how much came above the price, and where that money is.
      return { kind: order.kind === 'topup' ? 'topup_paid' : 'order_paid', data: arrived, cause: 'paid' };
    case 'late':
      return { kind: 'order_overpaid', data: arrived, cause: `late:${received}` };
    case 'seen':
      return { kind: 'payment_seen', data: {}, cause: 'seen' };
    case 'short_open':
      return { kind: 'order_underpaid', data: {}, cause: `waiting:${received}` };
    case 'short':
      return { kind: 'order_underpaid', data: {}, cause: `short:${received}` };
    case 'locked':
      if (amlLink) return { kind: 'payment_locked', data: { link: amlLink }, cause: 'locked:link' };
      return plan.outcome === 'unchanged' ? undefined : { kind: 'payment_locked', data: {}, cause: 'locked' };
    case 'expired':
      return { kind: 'order_expired', data: {}, cause: 'expired' };
    case 'failed':
      return { kind: 'order_failed', data: {}, cause: 'failed' };
    case 'review':
      return { kind: 'payment_review', data: { returned: false }, cause: 'review' };
    case 'returned':
      return { kind: 'payment_review', data: { returned: true }, cause: 'returned' };
  }
}
