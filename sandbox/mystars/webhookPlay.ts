import type { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../src/lib/index.ts';
import { compact } from '../shared/index.ts';
import type { Desk } from './life.ts';
import { signatureOf } from './webhooks.ts';
import { SIGN_WITH } from './world.ts';

const settings = z.object({
  paused: z.boolean().optional(),
  lose: z.number().int().min(0).optional(),
  copies: z.number().int().min(1).max(50).optional(),
  delayMs: z.number().min(0).optional(),
  sign: z.enum(SIGN_WITH).optional(),
  timeoutMs: z.number().optional(),
});
const message = z.object({
  url: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  body: z.string().optional(),
  sign: z.enum(SIGN_WITH).default('auto'),
  /** The header exactly as it must be sent. */
  signature: z.string().optional(),
});
const release = z.object({
  order: z.union([z.enum(['same', 'reversed']), z.array(z.number())]).default('same'),
});

/** The sent webhooks, the way in which webhooks are sent, and webhooks that the service would never send. */
export function addWebhooks(router: Router, { world, sender }: Desk): void {
  const { webhooks } = world.state;
  router.get('/webhooks', (_request, response) => void response.json(webhooks));
  router.get('/webhooks/settings', (_request, response) => void response.json(world.webhooks));
  router.post('/webhooks/settings', (request, response) => {
    response.json(Object.assign(world.webhooks, compact(settings.parse(request.body))));
  });
  router.post('/webhooks/release', (request, response) => {
    const { order } = release.parse(request.body ?? {});
    const held = webhooks.filter((item) => item.state === 'held').map((item) => item.id);
    sender.release(order === 'same' ? held : order === 'reversed' ? held.toReversed() : order);
    response.json({ released: held.length });
  });
  router.post('/webhooks/send', (request, response) => {
    const { url, payload = {}, sign, ...given } = message.parse(request.body);
    const body = given.body ?? JSON.stringify(payload);
    const named = (key: string): string => (typeof payload[key] === 'string' ? payload[key] : '');
    const signature = given.signature ?? signatureOf(world, body, sign);
    const sent = { url, body, signature, orderId: named('order_id'), status: named('status') };
    response.json(sender.send(sent));
  });
  router.post('/webhooks/:id/replay', (request, response) => {
    const sent = sender.replay(Number(request.params.id));
    if (!sent) throw new AppError('INPUT_INVALID', {}, { message: 'no such webhook' });
    response.json(sent);
  });
}
