import type { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../src/lib/index.ts';
import { compact } from './compact.ts';
import type { Outbox, OutboxWorld, Sent } from './outbox.ts';

/** The settings that every service has. A service adds its own. */
export const sendSettings = z.object({
  paused: z.boolean().optional(),
  lose: z.number().int().min(0).optional(),
  copies: z.number().int().min(1).max(50).optional(),
  delayMs: z.number().min(0).optional(),
  timeoutMs: z.number().optional(),
});
const release = z.object({
  order: z.union([z.enum(['same', 'reversed']), z.array(z.number())]).default('same'),
});

/** Routes of a play interface that are the same for every service with webhooks: the sent ones, and how they are sent. */
export function addWebhookRoutes<M>(
  router: Router,
  { world, sender }: { world: OutboxWorld<M>; sender: Pick<Outbox<M>, 'release' | 'replay'> },
  settings: z.ZodType<object>,
): void {
  const { webhooks }: { webhooks: readonly Sent[] } = world.state;
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
  router.post('/webhooks/:id/replay', (request, response) => {
    const sent = sender.replay(Number(request.params.id));
    if (!sent) throw new AppError('INPUT_INVALID', {}, { message: 'no such webhook' });
    response.json(sent);
  });
}
