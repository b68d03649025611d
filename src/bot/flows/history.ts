import {
  deliveryOfJournal,
  deliveryOfOrder,
  statusesOfJournals,
  type DeliveryStatus,
} from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { truthOf } from '../../payments/index.ts';
import { refundedOrders } from '../../refunds/index.ts';
import { findTransaction, history, type InvoiceFacts, type Transaction } from '../../shop/index.ts';
import { statusOf } from '../../users/index.ts';
import type { HistoryFilter } from '../callbacks.ts';
import { chainLink } from '../chainLink.ts';
import { canSend } from '../goesTo.ts';
import {
  HISTORY_PAGE,
  historyScreen,
  proofScreen,
  sentence,
  transactionScreen,
  type OperationLine,
} from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';

export async function showHistory(
  app: BotApp,
  turn: Turn,
  page: { filter: HistoryFilter; before?: string },
): Promise<Reply> {
  const found = await history(app, {
    userId: turn.user.id,
    kind: page.filter === 'all' ? undefined : page.filter,
    before: page.before,
    limit: HISTORY_PAGE + 1,
  });
  const items = found.slice(0, HISTORY_PAGE);
  const known = { refunded: await refundedOrders(app, turn.user.id), sent: await sentWith(app, items) };
  const state = {
    filter: page.filter,
    items: items.map((item) => asLine(app, item, known)),
    olderThan: found.length > HISTORY_PAGE ? items.at(-1)?.id : undefined,
    isFirstPage: page.before === undefined,
    canSend: canSend(app),
  };
  return { screen: historyScreen(state, turn.w) };
}

export async function showTransaction(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const detail = await findTransaction(app, { userId: turn.user.id, id: uuid });
  if (!detail) throw new AppError('ORDER_UNKNOWN');
  const { transaction, order, invoice } = detail;
  const isOrder = transaction.source === 'order' && order !== undefined;
  const truth = isOrder
    ? truthOf({
        order,
        invoice: transaction.invoice ?? undefined,
        now: app.clock.now(),
        person: await statusOf(app, turn.user.id),
      })
    : undefined;
  const known = {
    refunded: await refundedOrders(app, turn.user.id),
    sent: await sentWith(app, [transaction]),
  };
  const delivery = isOrder
    ? await deliveryOfOrder(app, order.id)
    : transaction.kind === 'delivery'
      ? await deliveryOfJournal(app, transaction.id)
      : undefined;
  const state = {
    ...asLine(app, transaction, known),
    said: truth && order && sentence(order, truth, turn.w),
    received: truth?.amounts.received ?? 0n,
    credited: truth?.amounts.credited ?? 0n,
    paidAt: isOrder ? (order.paidAt ?? undefined) : undefined,
    orderId: transaction.orderId ?? undefined,
    txid: invoice?.txid ?? undefined,
    link: linkOf(invoice),
    providerId: isOrder ? (invoice?.providerUuid ?? undefined) : undefined,
    hasProof: isOrder && order.paidAt !== null,
    deliveryId: delivery?.id,
    canOpen: truth?.acts.some((act) => act.do === 'check' || act.do === 'pay') === true,
  };
  return { screen: transactionScreen(state, turn.w) };
}

function linkOf(invoice: InvoiceFacts | undefined): string | undefined {
  return invoice?.txid ? chainLink(invoice.network, invoice.txid) : undefined;
}

/** Sends the receipt of a paid order as a message of its own. */
export async function sendProof(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const [shown, detail] = await Promise.all([
    showTransaction(app, turn, { uuid }),
    findTransaction(app, { userId: turn.user.id, id: uuid }),
  ]);
  const { order, invoice } = detail ?? {};
  if (!order?.paidAt || order.id !== uuid) return shown;
  const proof = {
    kind: order.kind,
    orderId: order.id,
    price: order.amount,
    stars: order.stars,
    bonus: order.bonusStars,
    received: invoice?.received ?? 0n,
    credited: detail?.transaction.invoice?.credited ?? 0n,
    paidAt: order.paidAt,
    providerId: invoice?.providerUuid ?? undefined,
    txid: invoice?.txid ?? undefined,
    link: linkOf(invoice),
  };
  return { ...shown, also: proofScreen(proof, turn.w) };
}

/**
 * What a line shows that is not in the ledger: orders of which money has gone back, and the state of deliveries by
 * journal.
 */
interface Known {
  readonly refunded: ReadonlySet<string>;
  readonly sent: ReadonlyMap<string, DeliveryStatus>;
}

export function sentWith(app: BotApp, items: readonly Transaction[]): Promise<Known['sent']> {
  const ids = items.filter(({ kind }) => kind === 'delivery').map(({ id }) => id);
  return ids.length === 0 ? Promise.resolve(new Map()) : statusesOfJournals(app, ids);
}

/** Stars that left the balance have arrived only if the delivery says so. */
function sentStatus(status: DeliveryStatus | undefined): OperationLine['status'] {
  if (status === undefined) return 'posted';
  return status === 'confirmed' ? 'arrived' : status === 'failed' ? 'returned' : 'sending';
}

export function asLine(app: BotApp, item: Transaction, { refunded, sent }: Known): OperationLine {
  const { id, orderKind, status, amount, coins, at } = item;
  const stars = Number(item.movedStars);
  const kind = kindOf(item);
  if (item.source === 'journal' || kind === 'bonus')
    return { id, kind, status: sentStatus(sent.get(id)), coins, stars, at };
  const isPart = refunded.has(id) && (status === 'paid' || status === 'underpaid');
  const order = { id, kind: orderKind ?? 'purchase', status, amount };
  const { headline } = truthOf({ order, invoice: item.invoice ?? undefined, now: app.clock.now() });
  return {
    id,
    kind,
    status: isPart ? 'partly_refunded' : headline,
    coins,
    stars,
    wanted: { price: amount, stars: Number(item.stars), bonus: item.bonusStars },
    at,
  };
}

/**
 * A refund to a wallet has two steps. First coins are set aside (the coins of a purchase come back for this). Then they
 * leave.
 */
function kindOf({ kind, orderKind, coins, movedStars }: Transaction): OperationLine['kind'] {
  if (kind === 'delivery') return movedStars < 0n ? 'delivery_out' : 'delivery_back';
  if (kind === 'refund' && movedStars === 0n)
    return coins < 0n ? 'refund_sent' : coins === 0n ? 'refund_held' : 'refund';
  return orderKind === 'balance_purchase' && kind === 'purchase' ? 'balance_purchase' : kind;
}
