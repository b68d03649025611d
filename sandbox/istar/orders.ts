import { randomUUID } from 'node:crypto';
import { formatAmount, parseAmount } from '../../src/lib/index.ts';
import { Failure } from './failure.ts';
import { findRecipient } from './recipients.ts';
import type { IStarOrder, Wallet } from './types.ts';
import type { WebhookSender } from './webhooks.ts';
import type { IStarWorld } from './world.ts';

export interface Desk {
  readonly world: IStarWorld;
  readonly sender: WebhookSender;
}

const ASSETS = { TON: { code: 'TON', exponent: 9 }, USDT: { code: 'USDT', exponent: 6 } } as const;
/** One star in minor units: 1.5 US cents, with the rate of the imitated Heleket. */
const STAR_COSTS = { TON: 4_687_500n, USDT: 15_000n } as const;

export const isWallet = (value: unknown): value is Wallet => value === 'TON' || value === 'USDT';

/** Takes an order, and its price from the balance. Errors: Failure. */
export function createOrder({ world }: Desk, body: Readonly<Record<string, unknown>>): IStarOrder {
  const { username, recipient_hash: token, quantity, wallet_type: wallet } = body;
  if (typeof username !== 'string') throw refusal('username is required');
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 50 || quantity > 1_000_000)
    throw refusal('quantity must be a whole number from 50 to 1000000');
  if (!isWallet(wallet)) throw refusal('wallet_type must be TON or USDT');
  const recipient = findRecipient(world, username);
  if (token !== recipient.token) throw refusal('recipient_hash does not belong to this recipient');
  const asset = ASSETS[wallet];
  const cost = STAR_COSTS[wallet] * BigInt(quantity);
  const left = parseAmount(world.state.balances[wallet], asset) - cost;
  if (left < 0n) throw refusal('Insufficient wallet balance', 402);
  world.state.balances[wallet] = formatAmount(left, asset);
  const now = world.time.now().getTime();
  const order: IStarOrder = {
    id: randomUUID(),
    username: recipient.username,
    quantity,
    wallet,
    amount: formatAmount(cost, asset),
    status: 'pending',
    error: null,
    isDelivered: false,
    createdAt: now,
    updatedAt: now,
  };
  world.state.orders.push(order);
  world.changed();
  return order;
}

const refusal = (error: string, http = 400): Failure => new Failure(http, { success: false, error });

/**
 * Puts an order into any status. `completed` gives the stars, once. `failed` before that gives the price back. A
 * webhook reports both. Resolves when the webhook has been tried.
 */
export async function setStatus(
  { world, sender }: Desk,
  order: IStarOrder,
  status: string,
  error: string | null = null,
): Promise<void> {
  if (status === 'failed' && order.status !== 'failed' && !order.isDelivered) giveBack(world, order);
  Object.assign(order, { status, error, updatedAt: world.time.now().getTime() });
  if (status === 'completed' && !order.isDelivered) {
    order.isDelivered = true;
    world.onDelivered({ username: order.username, stars: order.quantity, orderId: order.id });
  }
  world.changed();
  if (status === 'completed' || status === 'failed') await sender.tell(order);
}

function giveBack(world: IStarWorld, { wallet, amount }: IStarOrder): void {
  const asset = ASSETS[wallet];
  const sum = parseAmount(world.state.balances[wallet], asset) + parseAmount(amount, asset);
  world.state.balances[wallet] = formatAmount(sum, asset);
}

/** Completes the orders that are due. Runs on every tick. */
export function completeDue(desk: Desk): void {
  const { completeAfterMs } = desk.world.settings;
  if (completeAfterMs === null) return;
  const latest = desk.world.time.now().getTime() - completeAfterMs;
  const due = desk.world.state.orders.filter(
    (order) => order.status === 'pending' && order.createdAt <= latest,
  );
  for (const order of due) void setStatus(desk, order, 'completed');
}

export function orderView(order: IStarOrder): Record<string, unknown> {
  return {
    success: true,
    order_id: order.id,
    status: order.status,
    username: order.username,
    quantity: order.quantity,
    // A number, as the service writes it.
    amount: Number(order.amount),
    created_at: new Date(order.createdAt).toISOString(),
    updated_at: new Date(order.updatedAt).toISOString(),
    ...(order.error === null ? {} : { error: order.error }),
  };
}
