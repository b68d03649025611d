import express, { type Router } from 'express';
import { z } from 'zod';
import { addInspection, addWebhookRoutes, compact, sendSettings } from '../shared/index.ts';
import { setStatus, type Desk } from './orders.ts';
import { ISTAR_FAULTS } from './router.ts';
import { requireOrder } from './world.ts';

const decimal = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const settings = z.object({
  webhookUrl: z.url().nullable().optional(),
  completeAfterMs: z.number().min(0).nullable().optional(),
  early: z.boolean().optional(),
  rateLimit: z.boolean().optional(),
});
const webhookSettings = sendSettings.extend({ forge: z.boolean().optional() });

/** The play interface of iStar: its staff, its dashboard, faults, and the sent webhooks. All JSON. */
export function createIStarPlay(desk: Desk): Router {
  const router = express.Router();
  addOrders(router, desk);
  addWebhooks(router, desk);
  addInspection(router, desk.world, ISTAR_FAULTS);
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

function addWebhooks(router: Router, desk: Desk): void {
  addWebhookRoutes(router, desk, webhookSettings);
  router.post('/webhooks/send', (request, response) => {
    const message = z.object({ body: z.string(), signature: z.string().optional() }).parse(request.body);
    response.json(desk.sender.send(compact(message)));
  });
}
