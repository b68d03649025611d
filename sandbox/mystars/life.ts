import { randomBytes } from 'node:crypto';
import { formatAmount, parseAmount } from '../../src/lib/index.ts';
import { CURRENCIES, STATUSES, type Asset, type MyStarsOrder, type Status } from './types.ts';
import type { WebhookSender } from './webhooks.ts';
import type { MyStarsWorld } from './world.ts';

/** What happens to an order: through time, payments, and the service's own staff. */
export interface Desk {
  world: MyStarsWorld;
  sender: WebhookSender;
}

/** The steps that a paid order takes by itself. `completed` is not the last one. */
const WAY: readonly Status[] = [
  'paid',
  'reserved',
  'funding',
  'purchasing',
  'fulfilling',
  'completed',
  'delivered',
];
/** The fee of the network, taken off money that goes back. */
const NETWORK_FEE: Readonly<Record<Asset, bigint>> = { TON: 5_000_000n, USDT: 100_000n };

export const newTx = (): string => randomBytes(32).toString('hex');

/**
 * Saves a new status, and sends a webhook if the status has one. Any status may follow any other, because a test may
 * lie.
 */
export function setStatus(desk: Desk, order: MyStarsOrder, status: Status, reason?: string): void {
  const { world, sender } = desk;
  const now = world.time.now().getTime();
  order.status = status;
  order.updatedAt = now;
  if (reason !== undefined) order.failureReason = reason;
  order.nextStepAt = WAY.includes(status) && status !== 'delivered' ? now + world.settings.stepMs : null;
  if (status === 'delivered') deliver(world, order);
  if (status === 'failed' || status === 'reversed') returnPayment(world, order);
  if (STATUSES[status].told) sender.tell(order);
  world.changed();
}

/** Gives the stars once, whatever status follows. */
function deliver(world: MyStarsWorld, order: MyStarsOrder): void {
  if (order.purchaseTx !== null) return;
  order.purchaseTx = newTx();
  world.onDelivered({ username: order.username, stars: order.quantity, orderId: order.id });
}

/** Money goes back once, to the address that paid. */
function returnPayment(world: MyStarsWorld, order: MyStarsOrder): void {
  if (order.paidBy === null || order.reversalTx !== null) return;
  const { asset, exponent } = CURRENCIES[order.currency];
  const amount = parseAmount(order.paidBy.amount, { code: asset, exponent });
  order.reversalTx = payBack(world, { to: order.paidBy.from, amount, asset, memo: order.id });
}

/** Returns the id of the transaction. Null if the rest after the network's fee is dust; the service keeps dust. */
export function payBack(
  world: MyStarsWorld,
  back: { to: string; amount: bigint; asset: Asset; memo: string },
): string | null {
  const amount = back.amount - NETWORK_FEE[back.asset];
  return amount > 0n ? (world.giveBack({ ...back, amount }) ?? newTx()) : null;
}

/** Notes who paid, and how much. */
export function setPaid(order: MyStarsOrder, paid: { from: string; amount: bigint; txId: string }): void {
  const { asset, exponent } = CURRENCIES[order.currency];
  const amount = formatAmount(paid.amount, { code: asset, exponent });
  order.paidBy = { from: paid.from, txId: paid.txId, amount };
}

/** Moves the orders that are due: they go on, or expire. */
export function moveDue(desk: Desk): void {
  const now = desk.world.time.now().getTime();
  for (const order of desk.world.state.orders) {
    if (order.status === 'awaiting_payment' && order.expiresAt <= now)
      setStatus(desk, order, 'expired', 'expired');
    if (order.nextStepAt !== null && order.nextStepAt <= now) goOn(desk, order);
  }
}

function goOn(desk: Desk, order: MyStarsOrder): void {
  if (order.status === 'purchasing' && order.end === 'held') return setStatus(desk, order, 'held');
  if (order.status === 'fulfilling' && order.end === 'reversed')
    return setStatus(desk, order, 'reversed', 'undeliverable');
  const next = WAY[WAY.indexOf(order.status) + 1];
  if (next) setStatus(desk, order, next);
}
