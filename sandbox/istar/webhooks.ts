import { createHmac } from 'node:crypto';
import { createOutbox, type Outbox, type Sent } from '../shared/index.ts';
import type { IStarOrder, IStarWebhook } from './types.ts';
import type { IStarWorld } from './world.ts';

/** Pauses between attempts. The service publishes none. */
const PAUSES_MS = [1000, 5000, 30_000, 300_000];

type NewWebhook = Omit<IStarWebhook, keyof Sent>;

export interface WebhookSender extends Omit<Outbox<NewWebhook>, 'tell' | 'send'> {
  /** Sends the order's present status. Resolves when each copy has been tried once. */
  tell(order: IStarOrder): Promise<void>;
  /** Sends these bytes, signed unless a signature is given. */
  send(message: { body: string; signature?: string }): IStarWebhook;
}

export function createWebhookSender(world: IStarWorld): WebhookSender {
  const sign = (body: string): string =>
    createHmac('sha256', world.webhooks.forge ? `${world.webhookSecret}-forged` : world.webhookSecret)
      .update(body)
      .digest('hex');
  const outbox = createOutbox<NewWebhook>(world, {
    to: ({ signature }) => ({
      url: world.settings.webhookUrl ?? '',
      headers: { 'x-istar-signature': signature },
    }),
    isTaken: ({ status }) => status !== null && status >= 200 && status < 300,
    pauseAfter: (tries) => PAUSES_MS[tries - 1],
    over: 'given up',
  });
  return {
    ...outbox,
    send: ({ body, signature = sign(body) }) => outbox.send({ orderId: '', body, signature }),
    async tell(order) {
      if (world.settings.webhookUrl === null) return;
      const body = bodyOf(order);
      await outbox.tell({ orderId: order.id, body, signature: sign(body) });
    },
  };
}

function bodyOf({ id, status, username, quantity, error }: IStarOrder): string {
  return JSON.stringify({
    event_type: `order.${status}`,
    order: { id, status, payload: { username, quantity } },
    ...(error === null ? {} : { error }),
  });
}
