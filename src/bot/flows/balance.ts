import {
  deliveryOfJournal,
  deliveryOfOrder,
  statusesOfJournals,
  type DeliveryStatus,
} from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { findInvoicesByOrders, HEADLINES, truthOf, type Headline } from '../../payments/index.ts';
import { refundedOrders, refundsOnHold } from '../../refunds/index.ts';
import { coin, findTransaction, history, listPendingOrders, type Transaction } from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import type { HistoryFilter } from '../callbacks.ts';
import { canSend } from '../goesTo.ts';
import {
  balanceScreen,
  HISTORY_PAGE,
  historyScreen,
  rechargePromptScreen,
  rechargeScreen,
  sentence,
  transactionScreen,
  type OperationLine,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForTopup } from './ordering.ts';
import { balancesOf } from './balancesOf.ts';
import { isCircuitOpen } from './providerCalls.ts';

/** Number of operations on the balance screen. */
const LAST = 3;

export async function showBalance(app: BotApp, turn: Turn): Promise<Reply> {
  const [balances, recent, pending, topupsEnabled, refunded] = await Promise.all([
    balancesOf(app, turn),
    history(app, { userId: turn.user.id, limit: LAST }),
    pendingPayments(app, turn),
    isEnabled(app, 'topup'),
    refundedOrders(app, turn.user.id),
  ]);
  const known = { refunded, sent: await sentWith(app, recent) };
  const heldFor = balances.hold > 0n ? await refundsOnHold(app, turn.user.id) : [];
  const waitingFor = (...whom: (typeof HEADLINES)[Headline]['waitsFor'][]) =>
    pending.filter(({ truth }) => whom.includes(HEADLINES[truth.headline].waitsFor));
  const unpaid = waitingFor('buyer');
  const coming = waitingFor('network', 'people');
  const state = {
    ...balances,
    heldFor,
    canSend: canSend(app),
    unpaid: { count: unpaid.length, amount: sum(unpaid.map(({ truth }) => truth.amounts.missing)) },
    coming: {
      count: coming.length,
      amount: sum(coming.map(({ truth }) => truth.amounts.received - truth.amounts.booked)),
    },
    open: unpaid.map(({ order }) => order),
    last: recent.map((item) => asLine(app, item, known)),
    topupsEnabled,
  };
  return { screen: balanceScreen(state, turn.w) };
}

/** Orders for which money may be on its way, with the true state of each. */
async function pendingPayments(app: BotApp, turn: Turn) {
  const orders = await listPendingOrders(app, turn.user.id);
  const invoices = await findInvoicesByOrders(
    app,
    orders.map(({ id }) => id),
  );
  const now = app.clock.now();
  return orders.map((order) => ({ order, truth: truthOf({ order, invoice: invoices.get(order.id), now }) }));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

async function refuseUnlessTopups(app: BotApp): Promise<void> {
  if (!(await isEnabled(app, 'topup'))) throw new AppError('SWITCHED_OFF', { name: 'topup' });
}

async function showRecharge(app: BotApp, turn: Turn): Promise<Reply> {
  const [circuitOpen] = await Promise.all([isCircuitOpen(app), refuseUnlessTopups(app)]);
  return { screen: rechargeScreen({ unit: oneCoin(app), circuitOpen }, turn.w) };
}

/** Minor units of one coin. */
export function oneCoin(app: BotApp): bigint {
  return 10n ** BigInt(coin(app.config).exponent);
}

/** Smallest and largest top-up, in minor units. */
export function topupRange(app: BotApp): { min: bigint; max: bigint } {
  const unit = oneCoin(app);
  return { min: BigInt(app.config.MIN_TOPUP_AMOUNT) * unit, max: BigInt(app.config.MAX_TOPUP_AMOUNT) * unit };
}

/** Asks for an amount. The user types it. */
export async function askForTopup(app: BotApp, turn: Turn): Promise<Reply> {
  await refuseUnlessTopups(app);
  return {
    screen: rechargePromptScreen(topupRange(app), turn.w),
    keepsDraft: true,
    onShown: async (messageId) => {
      await app.drafts.start(turn.user.id, { name: 'topup' }, messageId);
    },
  };
}

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

async function showTransaction(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const detail = await findTransaction(app, { userId: turn.user.id, id: uuid });
  if (!detail) throw new AppError('ORDER_UNKNOWN');
  const { transaction, order, invoice } = detail;
  const isOrder = transaction.source === 'order' && order !== undefined;
  const truth = isOrder
    ? truthOf({
        order,
        invoice: transaction.invoice ?? undefined,
        now: app.clock.now(),
        person: turn.user.status,
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
    deliveryId: delivery?.id,
    canOpen: truth?.acts.some((act) => act.do === 'check' || act.do === 'pay') === true,
  };
  return { screen: transactionScreen(state, turn.w) };
}

/**
 * What a line shows that is not in the ledger: orders of which money has gone back, and the state of deliveries by
 * journal.
 */
interface Known {
  readonly refunded: ReadonlySet<string>;
  readonly sent: ReadonlyMap<string, DeliveryStatus>;
}

function sentWith(app: BotApp, items: readonly Transaction[]): Promise<Known['sent']> {
  const ids = items.filter(({ kind }) => kind === 'delivery').map(({ id }) => id);
  return ids.length === 0 ? Promise.resolve(new Map()) : statusesOfJournals(app, ids);
}

/** Stars that left the balance have arrived only if the delivery says so. */
function sentStatus(status: DeliveryStatus | undefined): OperationLine['status'] {
  if (status === undefined) return 'posted';
  return status === 'confirmed' ? 'arrived' : status === 'failed' ? 'returned' : 'sending';
}

function asLine(app: BotApp, item: Transaction, { refunded, sent }: Known): OperationLine {
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

export const balanceHandlers = {
  balance: showBalance,
  balance_main: showBalance,
  back_to_balance: showBalance,
  recharge: showRecharge,
  recharge_heleket: showRecharge,
  recharge_custom: askForTopup,
  'recharge_{amount}': (app, turn, action) =>
    payForTopup(app, turn, { amount: BigInt(action.amount) * oneCoin(app) }),
  'pay_topup_{minor}': (app, turn, action) => payForTopup(app, turn, { amount: action.minor, insists: true }),
  balance_history: (app, turn) => showHistory(app, turn, { filter: 'all' }),
  'history_{filter}': (app, turn, action) => showHistory(app, turn, { filter: action.filter }),
  'history_{filter}_{uuid}': (app, turn, action) =>
    showHistory(app, turn, { filter: action.filter, before: action.uuid }),
  'transaction_{uuid}': showTransaction,
} satisfies Partial<Handlers>;
