import type { Journal } from '../ledger/index.ts';
import { formatAmount } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { coin, type Order } from '../shop/index.ts';
import { notifyAll, type NewNotification, type NotificationKind } from '../support/index.ts';
import type { Change } from './change.ts';
import { toBalance } from './journal.ts';
import type { Settlement, Telling } from './settlement.ts';
import { isSeen } from './statuses.ts';
import type { StoredInvoice } from './types.ts';

/** A transfer that the network shows now and did not before. */
function seen({ invoice, plan }: Change): { readonly kind: 'seen' } | undefined {
  return isSeen(plan.status) && !isSeen(invoice.status) ? { kind: 'seen' } : undefined;
}

interface News {
  order: Order;
  invoice: StoredInvoice;
  plan: Settlement;
  telling: Telling | { readonly kind: 'seen' };
  amlLink: string | undefined;
  journal: Journal | undefined;
}

/** Writes the buyers' messages for what happened, in the caller's transaction, each once per cause. */
export async function tellBuyers(context: Context, tx: Tx, changes: readonly Change[]): Promise<void> {
  await notifyAll(
    tx,
    changes.flatMap((change) => {
      const { order, invoice, plan, journal, confirmed } = change;
      const telling = plan.tell ?? seen(change);
      return telling
        ? newsFor(context, { order, invoice, plan, telling, amlLink: confirmed.amlLink, journal })
        : [];
    }),
  );
}

/**
 * Amounts in `data` are decimal texts: `amount` asked for, `received` in all, `credited` to the balance by this news,
 * `missing` still. `state` of an underpayment is `waiting` (the rest may still come) or `closed`; `link` is the
 * questionnaire.
 */
function newsFor(context: Context, news: News): NewNotification[] {
  const { order, invoice, plan } = news;
  const shown = (minor: bigint): string => formatAmount(minor, coin(context.config));
  const missing = invoice.amount > plan.received ? invoice.amount - plan.received : 0n;
  const data = {
    amount: shown(invoice.amount),
    received: shown(plan.received),
    credited: shown(toBalance(news.journal)),
    missing: shown(missing),
    asset: invoice.asset,
  };
  return messages(news).map(({ kind, key, extra }) => ({
    userId: order.userId,
    kind,
    subjectId: order.id,
    key: `invoice:${invoice.id}:${key}`,
    data: { ...data, ...extra },
    ...(order.correlationId === null ? {} : { correlationId: order.correlationId }),
  }));
}

interface Message {
  kind: NotificationKind;
  key: string;
  extra?: Record<string, string>;
}

function messages({ order, plan, telling, amlLink }: News): Message[] {
  switch (telling.kind) {
    case 'paid':
      // It says as well what came beyond the price, and where that is.
      return [{ kind: order.kind === 'topup' ? 'topup_paid' : 'order_paid', key: 'paid' }];
    case 'late':
      return [{ kind: 'order_overpaid', key: `late:${plan.received}`, extra: { state: 'late' } }];
    case 'seen':
      return [{ kind: 'payment_seen', key: 'seen' }];
    case 'short_open':
      return [{ kind: 'order_underpaid', key: `waiting:${plan.received}`, extra: { state: 'waiting' } }];
    case 'short':
      return [{ kind: 'order_underpaid', key: `short:${plan.received}`, extra: { state: 'closed' } }];
    case 'locked':
      if (!amlLink && plan.outcome === 'unchanged') return [];
      return [
        {
          kind: 'payment_locked',
          key: amlLink ? 'locked:link' : 'locked',
          extra: amlLink ? { link: amlLink } : {},
        },
      ];
    case 'expired':
      return [{ kind: 'order_expired', key: 'expired' }];
    case 'failed':
      return [{ kind: 'order_failed', key: 'failed' }];
    case 'review':
      return [{ kind: 'payment_review', key: 'review' }];
    case 'returned':
      return [{ kind: 'payment_review', key: 'returned', extra: { state: 'returned' } }];
  }
}
