import { AppError } from '../../lib/index.ts';
import { refundedOrders, refundsOnHold } from '../../refunds/index.ts';
import {
  coin,
  findTransaction,
  history,
  isEnabled,
  PENDING_ORDER_STATES,
  type Transaction,
} from '../../shop/index.ts';
import type { HistoryFilter } from '../callbacks.ts';
import {
  balanceScreen,
  HISTORY_PAGE,
  historyScreen,
  rechargePromptScreen,
  rechargeScreen,
  transactionScreen,
  type OperationLine,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForTopup } from './payment.ts';
import { balancesOf, isCircuitOpen } from './standing.ts';

/** Operations that the balance screen shows, and among how many the pending ones are looked for. */
const LAST = 3;
const RECENT = 30;

export async function showBalance(app: BotApp, turn: Turn): Promise<Reply> {
  const [balances, recent, topupsEnabled, refunded] = await Promise.all([
    balancesOf(app, turn),
    history(app, { userId: turn.user.id, limit: RECENT }),
    isEnabled(app, 'topup'),
    refundedOrders(app, turn.user.id),
  ]);
  const heldFor = balances.hold > 0n ? await refundsOnHold(app, turn.user.id) : [];
  const waiting = recent.filter(
    (item) => item.source === 'order' && PENDING_ORDER_STATES.includes(item.status),
  );
  const state = {
    ...balances,
    heldFor,
    pending: { count: waiting.length, amount: waiting.reduce((sum, item) => sum + item.amount, 0n) },
    last: recent.slice(0, LAST).map((item) => asLine(item, refunded)),
    topupsEnabled,
  };
  return { screen: balanceScreen(state, turn.w) };
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

/** Asks for an amount, which is typed. */
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
  const refunded = await refundedOrders(app, turn.user.id);
  const state = {
    filter: page.filter,
    items: items.map((item) => asLine(item, refunded)),
    olderThan: found.length > HISTORY_PAGE ? items.at(-1)?.id : undefined,
    isFirstPage: page.before === undefined,
  };
  return { screen: historyScreen(state, turn.w) };
}

async function showTransaction(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const detail = await findTransaction(app, { userId: turn.user.id, id: uuid });
  if (!detail) throw new AppError('ORDER_UNKNOWN');
  const { transaction, order, invoice, movements } = detail;
  const line = asLine(transaction, await refundedOrders(app, turn.user.id));
  const isOrder = transaction.source === 'order';
  const { status } = transaction;
  const isPending = isOrder && (status === 'created' || PENDING_ORDER_STATES.includes(status));
  const state = {
    ...line,
    stars: Number(transaction.stars),
    bonusStars: transaction.bonusStars,
    received: invoice?.received,
    fee: invoice?.fee,
    createdAt: transaction.at,
    paidAt: isOrder ? (order?.paidAt ?? undefined) : undefined,
    orderId: transaction.orderId ?? undefined,
    journalId: movements[0]?.journalId,
    providerId: invoice?.txid ?? invoice?.providerUuid ?? undefined,
    payable: isPending && transaction.orderKind !== 'balance_purchase',
  };
  return { screen: transactionScreen(state, turn.w) };
}

/** `refunded`: the orders of which something has gone back. */
function asLine(item: Transaction, refunded: ReadonlySet<string>): OperationLine {
  const isPart = refunded.has(item.id) && (item.status === 'paid' || item.status === 'underpaid');
  return {
    id: item.id,
    kind: kindOf(item),
    status: item.source === 'journal' ? 'posted' : isPart ? 'partly_refunded' : item.status,
    amount: item.amount,
    stars: Number(item.stars),
    at: item.at,
  };
}

/** A refund to a wallet has two steps: coins are set aside (those of a purchase come back for it), and they leave. */
function kindOf(item: Transaction): OperationLine['kind'] {
  if (item.kind === 'refund' && item.stars === 0n)
    return item.amount < 0n ? 'refund_sent' : item.amount === 0n ? 'refund_held' : 'refund';
  return item.orderKind === 'balance_purchase' && item.kind === 'purchase' ? 'balance_purchase' : item.kind;
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
  balance_history: (app, turn) => showHistory(app, turn, { filter: 'all' }),
  'history_{filter}': (app, turn, action) => showHistory(app, turn, { filter: action.filter }),
  'history_{filter}_{uuid}': (app, turn, action) =>
    showHistory(app, turn, { filter: action.filter, before: action.uuid }),
  'transaction_{uuid}': showTransaction,
} satisfies Partial<Handlers>;
