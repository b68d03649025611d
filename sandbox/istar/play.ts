import express, { type Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../src/lib/index.ts';
import { compact, type Fault } from '../shared/index.ts';
import { setStatus, type Desk } from './orders.ts';
import { ISTAR_FAULTS } from './router.ts';
import { requireOrder, type IStarWorld } from './world.ts';

const decimal = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const settings = z.object({
  webhookUrl: z.url().nullable().optional(),
  completeAfterMs: z.number().min(0).nullable().optional(),
  early: z.boolean().optional(),
  rateLimit: z.boolean().optional(),
});
const webhookSettings = z.object({
  paused: z.boolean().optional(),
  lose: z.number().int().min(0).optional(),
  copies: z.number().int().min(1).max(50).optional(),
  delayMs: z.number().min(0).optional(),
  forge: z.boolean().optional(),
  timeoutMs: z.number().optional(),
});
const fault = z.object({
  kind: z.string().refine((kind) => ISTAR_FAULTS.includes(kind), 'unknown kind'),
  target: z.string().optional(),
  times: z.number().int().min(1).default(1),
  ms: z.number().optional(),
  status: z.number().optional(),
  description: z.string().optional(),
  value: z.string().optional(),
});

/** The play interface of iStar: its staff, its dashboard, faults, and the sent webhooks. All JSON. */
export function createIStarPlay(desk: Desk): Router {
  const router = express.Router();
  addOrders(router, desk);
  addWebhooks(router, desk);
  addInspection(router, desk.world);
  return router;
}

function addOrders(router: Router, desk: Desk): void {
  const { world } = desk;
  router.get('/orders', (_request, response) => void response.json(world.state.orders));
  router.get(
    '/orders/:id',
    (request, response) => void response.json(requireOrder(world, request.params.id)),
  );
  router.post('/orders/:id/status', async (request, response) => {
    const order = requireOrder(world, request.params.id);
    const { status, error } = z
      .object({ status: z.string().min(1), error: z.string().optional() })
      .parse(request.body);
    await setStatus(desk, order, status, error);
    response.json(order);
  });
  router.get('/balance', (_request, response) => void response.json(world.state.balances));
  router.post('/balance', (request, response) => {
    const change = z.object({ TON: decimal.optional(), USDT: decimal.optional() }).parse(request.body);
    Object.assign(world.state.balances, compact(change));
    world.changed();
    response.json(world.state.balances);
  });
  router.get('/settings', (_request, response) => void response.json(world.settings));
  router.post('/settings', (request, response) => {
    response.json(Object.assign(world.settings, compact(settings.parse(request.body))));
  });
}

function addWebhooks(router: Router, { world, sender }: Desk): void {
  router.get('/webhooks', (_request, response) => void response.json(world.state.webhooks));
  router.get('/webhooks/settings', (_request, response) => void response.json(world.webhooks));
  router.post('/webhooks/settings', (request, response) => {
    response.json(Object.assign(world.webhooks, compact(webhookSettings.parse(request.body))));
  });
  router.post('/webhooks/release', (_request, response) => {
    response.json({ released: sender.release() });
  });
  router.post('/webhooks/send', (request, response) => {
    const message = z.object({ body: z.string(), signature: z.string().optional() }).parse(request.body);
    response.json(sender.send(compact(message)));
  });
  router.post('/webhooks/:id/replay', (request, response) => {
    const sent = sender.replay(Number(request.params.id));
    if (!sent) throw new AppError('INPUT_INVALID', {}, { message: 'no such webhook' });
    response.json(sent);
  });
}

function addInspection(router: Router, world: IStarWorld): void {
  router.get('/calls', (request, response) => {
    const { target, after } = request.query;
    response.json(
      world.calls.list({
        target: typeof target === 'string' ? target : undefined,
        after: after === undefined ? undefined : Number(after),
      }),
    );
  });
  router.delete('/calls', (_request, response) => {
    world.calls.clear();
    response.json({});
  });
  router.get('/faults', (_request, response) => void response.json(world.faults.list()));
  router.post('/faults', (request, response) => {
    response.json(world.faults.add(compact(fault.parse(request.body)) as Omit<Fault, 'id'>));
  });
  router.delete('/faults', (_request, response) => {
    world.faults.clear();
    response.json({});
  });
}
