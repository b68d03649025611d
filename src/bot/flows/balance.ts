import { AppError } from '../../lib/index.ts';
import { findInvoicesByOrders, HEADLINES, truthOf, type Headline } from '../../payments/index.ts';
import { refundedOrders, refundsOnHold } from '../../refunds/index.ts';
import { coin, history, listPendingOrders } from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import { canSend } from '../goesTo.ts';
import { balanceScreen, rechargePromptScreen, rechargeScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForTopup } from './ordering.ts';
import { balancesOf } from './balancesOf.ts';
import { isCircuitOpen } from './providerCalls.ts';
import { sendProof, showHistory, showTransaction, sentWith, asLine } from './history.ts';

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

export const balanceHandlers = {
  balance: showBalance,
  balance_main: showBalance,
  back_to_balance: showBalance,
  recharge: showRecharge,
  recharge_heleket: showRecharge,
  recharge_custom: askForTopup,
  'recharge_{amount}': (app, turn, action) =>
    payForTopup(app, turn, { amount: BigInt(action.amount) * oneCoin(app) }),
  'recharge_minor_{minor}': (app, turn, action) => payForTopup(app, turn, { amount: action.minor }),
  'pay_topup_{minor}': (app, turn, action) => payForTopup(app, turn, { amount: action.minor, insists: true }),
  balance_history: (app, turn) => showHistory(app, turn, { filter: 'all' }),
  'history_{filter}': (app, turn, action) => showHistory(app, turn, { filter: action.filter }),
  'history_{filter}_{uuid}': (app, turn, action) =>
    showHistory(app, turn, { filter: action.filter, before: action.uuid }),
  'transaction_{uuid}': showTransaction,
  'receipt_{uuid}': sendProof,
} satisfies Partial<Handlers>;
