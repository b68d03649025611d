import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';
import { AppError, parseAmount } from '../../src/lib/index.ts';
import { addInspection, compact } from '../shared/index.ts';
import { MYSTARS_FAULTS } from './faults.ts';
import { newTx, setStatus, type Desk } from './life.ts';
import { paymentSeen } from './payments.ts';
import { CURRENCIES, FOUND, STATUSES, type MyStarsOrder, type Status } from './types.ts';
import { orderView } from './view.ts';
import { addWebhooks } from './webhookPlay.ts';
import { PAY_TO } from './world.ts';

const decimal = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/);
const settings = z.object({
  tonPerStar: decimal.optional(),
  usdtPerTon: decimal.optional(),
  stepMs: z.number().min(0).optional(),
  windowMs: z.number().min(0).optional(),
  limits: z.partialRecord(z.enum(['general', 'orders', 'probes']), z.number().int().min(0)).optional(),
  openPerRecipient: z.number().int().min(0).optional(),
});
const payment = z.object({
  /** Fills in every other part that is absent. */
  order: z.string().optional(),
  to: z.string().default(PAY_TO),
  from: z.string().default('EQC8fcGSMfIHL0A_jNpACZ2nrZTreqZ8QA0cKOjSA3s36QQa'),
  memo: z.string().optional(),
  amount: decimal.optional(),
  asset: z.enum(['TON', 'USDT']).optional(),
  txId: z.string().optional(),
});
const recipient = z.object({
  username: z.string().toLowerCase(),
  is: z.enum(FOUND).optional(),
  name: z.string().nullable().optional(),
  end: z.enum(['delivered', 'reversed', 'held']).optional(),
});
const force = z.object({
  status: z.enum(Object.keys(STATUSES) as [Status, ...Status[]]),
  reason: z.string().optional(),
});

/** The play interface of MyStars: orders, payments, names, its staff, faults, and the sent webhooks. All JSON. */
export function createMyStarsPlay(desk: Desk): Router {
  const router = express.Router();
  addOrders(router, desk);
  addRules(router, desk);
  addWebhooks(router, desk);
  addInspection(router, desk.world, MYSTARS_FAULTS);
  return router;
}

function addOrders(router: Router, desk: Desk): void {
  const { world } = desk;
  const view = (order: MyStarsOrder): Record<string, unknown> => ({
    ...orderView(order),
    key: order.key,
    amount: order.amount,
    currency: order.currency,
    callback_url: order.callbackUrl,
  });
  const find = (id: string): MyStarsOrder => {
    const order = world.byId.get(id) ?? world.byKey.get(id);
    if (!order) throw new AppError('INPUT_INVALID', {}, { message: `no order ${id}` });
    return order;
  };
  router.get('/orders', (_request, response) => void response.json(world.state.orders.map(view)));
  router.get('/orders/:id', (request, response) => void response.json(view(find(request.params.id))));
  router.post('/orders/:id/status', (request, response) => {
    const { status, reason } = force.parse(request.body);
    const order = find(request.params.id);
    setStatus(desk, order, status, reason);
    response.json(view(order));
  });
  router.get('/payments', (_request, response) => void response.json(world.state.payments));
  router.post('/pay', (request, response) => {
    const { order: id, ...given } = payment.parse(request.body);
    const order = id === undefined ? undefined : find(id);
    const asset = given.asset ?? CURRENCIES[order?.currency ?? 'ton'].asset;
    const exponent = asset === 'TON' ? CURRENCIES.ton.exponent : CURRENCIES.usdt_ton.exponent;
    const verdict = paymentSeen(desk, {
      ...given,
      asset,
      memo: given.memo ?? order?.id ?? '',
      amount: parseAmount(given.amount ?? order?.amount ?? '0', { code: asset, exponent }),
      txId: given.txId ?? newTx(),
    });
    response.json({ verdict });
  });
}

function addRules(router: Router, { world }: Desk): void {
  router.get('/settings', (_request, response) => void response.json(world.settings));
  router.post('/settings', (request, response) => {
    const { limits, ...change } = compact(settings.parse(request.body));
    Object.assign(world.settings, change);
    Object.assign(world.settings.limits, limits);
    if (limits) world.budgets.clear();
    response.json(world.settings);
  });
  router.post('/recipients', (request, response) => {
    const { username, ...change } = compact(recipient.parse(request.body));
    const known = world.recipients.get(username);
    const found = { is: 'ok' as const, name: null, end: 'delivered' as const, ...known, ...change };
    world.recipients.set(username, found);
    response.json(found);
  });
  router.post('/secret/rotate', (request, response) => {
    const { secret } = z.object({ secret: z.string().min(1).optional() }).parse(request.body ?? {});
    const { current } = world.secrets;
    Object.assign(world.secrets, {
      current: secret ?? randomBytes(32).toString('hex'),
      previous: current,
      rotatedAt: world.time.now().getTime(),
    });
    response.json(world.secrets);
  });
}
