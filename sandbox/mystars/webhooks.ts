import { createHmac } from 'node:crypto';
import { createOutbox, type Outbox, type Sent } from '../shared/index.ts';
import type { MyStarsOrder, MyStarsWebhook } from './types.ts';
import { webhookView } from './view.ts';
import type { MyStarsWorld, SignWith } from './world.ts';

/**
 * Pauses between attempts grow exponentially. After {@link MAX_ATTEMPTS} a webhook is dead (the service does not
 * publish the count).
 */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 3600_000;
const MAX_ATTEMPTS = 20;
const BOTH_SECRETS_MS = 24 * 3600_000;

type NewWebhook = Omit<MyStarsWebhook, keyof Sent>;

export interface WebhookSender extends Omit<Outbox<NewWebhook>, 'tell'> {
  /** Sends the order's present status, if the order has a callback. */
  tell(order: MyStarsOrder): void;
}

/** Lower-case hex of HMAC-SHA256 over the body's bytes, one for each valid secret. */
export function signatureOf(world: MyStarsWorld, body: string, how: SignWith): string | null {
  const { current, previous, rotatedAt } = world.secrets;
  const sign = (secret: string): string => createHmac('sha256', secret).update(body, 'utf8').digest('hex');
  if (how === 'none') return null;
  if (how === 'wrong') return sign(`${current}-wrong`);
  if (how === 'previous') return sign(previous ?? current);
  const isRollover = previous !== null && world.time.now().getTime() - rotatedAt < BOTH_SECRETS_MS;
  return isRollover ? `${sign(current)},${sign(previous)}` : sign(current);
}

export function createWebhookSender(world: MyStarsWorld): WebhookSender {
  const outbox = createOutbox<NewWebhook>(world, {
    to: ({ url, signature }) => ({
      url,
      headers: signature === null ? {} : { 'X-Faas-Signature': signature },
    }),
    isTaken: ({ status, error }) => error === null && status !== null && status >= 200 && status < 300,
    pauseAfter: (tries) =>
      tries >= MAX_ATTEMPTS ? undefined : Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS),
    over: 'dead',
  });
  return {
    ...outbox,
    tell(order) {
      if (order.callbackUrl === null) return;
      const body = JSON.stringify(webhookView(order));
      const signature = signatureOf(world, body, world.webhooks.sign);
      void outbox.tell({ orderId: order.id, status: order.status, url: order.callbackUrl, body, signature });
    },
  };
}
