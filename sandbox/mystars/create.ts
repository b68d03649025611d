import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { badRequest, capped, conflict, ineligible, unavailable } from './failure.ts';
import { setStatus, type Desk } from './life.ts';
import { priceOf } from './prices.ts';
import { readUsername, recipientOf, WHY_NOT } from './recipients.ts';
import { readBody, type Call, type Reply } from './request.ts';
import { readCallback, readCurrency, readQuantity, readType } from './rules.ts';
import { isStatus, type MyStarsOrder, type Recipient } from './types.ts';
import { createdView } from './view.ts';
import type { MyStarsWorld } from './world.ts';

/**
 * POST /v1/orders. The same key with the same bytes returns the existing order in its present state. A key with other
 * bytes is refused. A refusal with 400, 422, 429 or 503 does not use up the key.
 */
export async function createOrder(call: Call): Promise<Reply> {
  const { desk, raw, key, fault } = call;
  const { world } = desk;
  if (key === undefined || key === '') throw badRequest('the header Idempotency-Key is required');
  const asked = readOrder(raw);
  const bodyHash = createHash('sha256').update(raw).digest('hex');
  const known = world.byKey.get(key);
  if (known && known.bodyHash !== bodyHash) throw conflict('this idempotency key was used with another body');
  if (known) return { status: 200, body: createdView(known) };
  if (isFull(world, asked.username)) throw capped('too many open orders to this recipient');
  const recipient = recipientOf(world, asked.username, fault);
  if (recipient.is === 'indeterminate') throw unavailable('the recipient cannot be checked now');
  if (recipient.is !== 'ok')
    throw ineligible('the recipient cannot receive this', WHY_NOT[recipient.is]?.text);
  const order = addOrder(world, { ...asked, key, bodyHash, recipient });
  const body = createdView(order);
  if (fault?.kind === 'webhookFirst') await tellFirst(desk, order, fault.value);
  return { status: 201, body };
}

function readOrder(raw: Buffer) {
  const body = readBody(raw);
  readType(body['type']);
  return {
    username: readUsername(body['recipient']),
    quantity: readQuantity(body['quantity']),
    currency: readCurrency(body['payment_currency']),
    callbackUrl: readCallback(body['callback_url']),
  };
}

function isFull(world: MyStarsWorld, username: string): boolean {
  const open = world.state.orders.filter(
    (order) => order.username === username && order.status === 'awaiting_payment',
  );
  return open.length >= world.settings.openPerRecipient;
}

type Asked = ReturnType<typeof readOrder> & { key: string; bodyHash: string; recipient: Recipient };

function addOrder(world: MyStarsWorld, { recipient, ...asked }: Asked): MyStarsOrder {
  const now = world.time.now().getTime();
  const order: MyStarsOrder = {
    ...asked,
    ...priceOf(world, asked.quantity, asked.currency),
    id: randomUUID(),
    sequence: world.state.nextSequence++,
    status: 'awaiting_payment',
    end: recipient.end,
    failureReason: null,
    telegramMessage: null,
    paidBy: null,
    purchaseTx: null,
    reversalTx: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: now + world.settings.windowMs,
    nextStepAt: null,
  };
  world.state.orders.push(order);
  world.byId.set(order.id, order);
  world.byKey.set(order.key, order);
  world.changed();
  return order;
}

/** The order ends at once. Its webhook arrives before the answer of the create is sent. */
async function tellFirst(desk: Desk, order: MyStarsOrder, value = 'expired'): Promise<void> {
  setStatus(desk, order, isStatus(value) ? value : 'expired');
  const isUnderWay = (): boolean =>
    desk.world.state.webhooks.some((item) => item.orderId === order.id && item.state === 'queued');
  for (let look = 0; look < 250 && isUnderWay(); look++) await sleep(20, undefined, { ref: false });
}
