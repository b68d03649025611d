import { createHmac } from 'node:crypto';
import type { IStarOrder, IStarWebhook } from './types.ts';
import type { IStarWorld } from './world.ts';

/** Pauses between attempts. The service publishes none. */
const PAUSES_MS = [1000, 5000, 30_000, 300_000];
const KEPT = 2000;

export interface WebhookSender {
  /** Sends the order's present status. Resolves when each copy has been tried once. */
  tell(order: IStarOrder): Promise<void>;
  /** Sends these bytes, signed unless a signature is given. */
  send(message: { body: string; orderId?: string; signature?: string }): IStarWebhook;
  release(): number;
  /** Sends the same bytes again. */
  replay(id: number): IStarWebhook | undefined;
  stop(): void;
}

export function createWebhookSender(world: IStarWorld): WebhookSender {
  const stopping = new AbortController();
  const tries = new Map<IStarWebhook, Promise<void>>();
  const now = (): number => world.time.now().getTime();
  const sign = (body: string): string =>
    createHmac('sha256', world.webhooks.forge ? `${world.webhookSecret}-forged` : world.webhookSecret)
      .update(body)
      .digest('hex');

  const add = (message: Pick<IStarWebhook, 'orderId' | 'body' | 'signature' | 'state'>, delayMs = 0) => {
    const webhook: IStarWebhook = {
      ...message,
      id: world.state.nextWebhook++,
      attempts: [],
      dueAt: now() + delayMs,
    };
    world.state.webhooks.push(webhook);
    if (world.state.webhooks.length > KEPT) world.state.webhooks.shift();
    world.changed();
    return webhook;
  };

  const pump = (): void => {
    if (stopping.signal.aborted) return;
    for (const webhook of world.state.webhooks) {
      if (webhook.state !== 'queued' || webhook.dueAt > now() || tries.has(webhook)) continue;
      tries.set(
        webhook,
        attempt(webhook).finally(() => tries.delete(webhook)),
      );
    }
  };

  const attempt = async (webhook: IStarWebhook): Promise<void> => {
    const entry: IStarWebhook['attempts'][number] = {
      at: world.time.now().toISOString(),
      status: null,
      error: null,
    };
    webhook.attempts.push(entry);
    try {
      const response = await fetch(world.settings.webhookUrl ?? '', {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'x-istar-signature': webhook.signature },
        body: webhook.body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(world.webhooks.timeoutMs)]),
      });
      entry.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
    }
    const pause = PAUSES_MS[webhook.attempts.length - 1];
    if (entry.status !== null && entry.status >= 200 && entry.status < 300) webhook.state = 'delivered';
    else if (pause === undefined) webhook.state = 'given up';
    else webhook.dueAt = now() + pause;
    world.changed();
  };

  world.time.onTick(pump);
  const send: WebhookSender['send'] = ({ body, orderId = '', signature = sign(body) }) => {
    const webhook = add({ orderId, body, signature, state: 'queued' });
    pump();
    return webhook;
  };
  return {
    send,
    async tell(order) {
      if (world.settings.webhookUrl === null) return;
      const { copies, delayMs, paused, lose } = world.webhooks;
      const body = bodyOf(order);
      const message = { orderId: order.id, body, signature: sign(body) };
      if (lose > 0) {
        world.webhooks.lose -= 1;
        add({ ...message, state: 'lost' });
        return;
      }
      const state = paused ? 'held' : 'queued';
      const sent = Array.from({ length: copies }, () => add({ ...message, state }, delayMs));
      pump();
      await Promise.all(sent.flatMap((webhook) => tries.get(webhook) ?? []));
    },
    release() {
      const held = world.state.webhooks.filter((webhook) => webhook.state === 'held');
      for (const webhook of held) Object.assign(webhook, { state: 'queued', dueAt: now() });
      pump();
      return held.length;
    },
    replay(id) {
      const found = world.state.webhooks.find((webhook) => webhook.id === id);
      return found && send(found);
    },
    stop: () => stopping.abort(),
  };
}

function bodyOf({ id, status, username, quantity, error }: IStarOrder): string {
  return JSON.stringify({
    event_type: `order.${status}`,
    order: { id, status, payload: { username, quantity } },
    ...(error === null ? {} : { error }),
  });
}
