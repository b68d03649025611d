import type { Router } from 'express';
import { z } from 'zod';
import { addWebhookRoutes, sendSettings } from '../shared/index.ts';
import type { Desk } from './life.ts';
import { signatureOf } from './webhooks.ts';
import { SIGN_WITH } from './world.ts';

const settings = sendSettings.extend({ sign: z.enum(SIGN_WITH).optional() });
const message = z.object({
  url: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  body: z.string().optional(),
  sign: z.enum(SIGN_WITH).default('auto'),
  /** The header exactly as it must be sent. */
  signature: z.string().optional(),
});
/** The sent webhooks, the way in which webhooks are sent, and webhooks that the service would never send. */
export function addWebhooks(router: Router, { world, sender }: Desk): void {
  addWebhookRoutes(router, { world, sender }, settings);
  router.post('/webhooks/send', (request, response) => {
    const { url, payload = {}, sign, ...given } = message.parse(request.body);
    const body = given.body ?? JSON.stringify(payload);
    const named = (key: string): string => (typeof payload[key] === 'string' ? payload[key] : '');
    const signature = given.signature ?? signatureOf(world, body, sign);
    const sent = { url, body, signature, orderId: named('order_id'), status: named('status') };
    response.json(sender.send(sent));
  });
}
