import { createHmac } from 'node:crypto';
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

export interface WebhookSender {
  /** Sends the order's present status, if the order has a callback. */
  tell(order: MyStarsOrder): void;
  /** Sends any bytes. */
  send(message: NewWebhook): MyStarsWebhook;
  /** Releases held webhooks, in the given order of ids. */
  release(ids: readonly number[]): void;
  /** Sends the same bytes and signature again. */
  replay(id: number): MyStarsWebhook | undefined;
  stop(): void;
}

type NewWebhook = Pick<MyStarsWebhook, 'orderId' | 'status' | 'url' | 'body' | 'signature'>;

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
  const stopping = new AbortController();
  const busy = new Set<number>();
  const active = new Set(world.state.webhooks.filter((item) => item.state === 'queued'));
  const now = (): number => world.time.now().getTime();

  const enqueue = (message: NewWebhook, state: MyStarsWebhook['state'], delayMs: number): MyStarsWebhook => {
    const id = world.state.nextWebhook++;
    const webhook: MyStarsWebhook = { ...message, id, state, attempts: [], dueAt: now() + delayMs };
    world.state.webhooks.push(webhook);
    if (world.state.webhooks.length > 5000) world.state.webhooks.shift();
    if (state === 'queued') active.add(webhook);
    world.changed();
    return webhook;
  };

  const pump = (): void => {
    if (stopping.signal.aborted) return;
    for (const webhook of active) {
      if (webhook.dueAt > now() || busy.has(webhook.id)) continue;
      busy.add(webhook.id);
      void attempt(webhook).finally(() => busy.delete(webhook.id));
    }
  };

  const attempt = async (webhook: MyStarsWebhook): Promise<void> => {
    const entry: MyStarsWebhook['attempts'][number] = {
      at: world.time.now().toISOString(),
      status: null,
      error: null,
    };
    webhook.attempts.push(entry);
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        // A redirect counts as a failed try: the address must be the last one.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(webhook.signature === null ? {} : { 'X-Faas-Signature': webhook.signature }),
        },
        body: webhook.body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(world.webhooks.timeoutMs)]),
      });
      entry.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
    }
    const isTaken =
      entry.error === null && entry.status !== null && entry.status >= 200 && entry.status < 300;
    if (isTaken) return finish(webhook, 'delivered');
    if (webhook.attempts.length >= MAX_ATTEMPTS) return finish(webhook, 'dead');
    webhook.dueAt = now() + Math.min(FIRST_PAUSE_MS * 2 ** (webhook.attempts.length - 1), LONGEST_PAUSE_MS);
    world.changed();
  };

  const finish = (webhook: MyStarsWebhook, state: MyStarsWebhook['state']): void => {
    webhook.state = state;
    active.delete(webhook);
    world.changed();
  };

  const send = (message: NewWebhook): MyStarsWebhook => {
    const webhook = enqueue(message, 'queued', 0);
    pump();
    return webhook;
  };

  world.time.onTick(pump);
  return {
    tell(order) {
      if (order.callbackUrl === null) return;
      const { copies, delayMs, paused, sign } = world.webhooks;
      const body = JSON.stringify(webhookView(order));
      const signature = signatureOf(world, body, sign);
      const message = { orderId: order.id, status: order.status, url: order.callbackUrl, body, signature };
      if (world.webhooks.lose > 0) {
        world.webhooks.lose -= 1;
        enqueue(message, 'lost', 0);
        return;
      }
      for (let copy = 0; copy < copies; copy++) enqueue(message, paused ? 'held' : 'queued', delayMs);
      pump();
    },
    send,
    release(ids) {
      for (const id of ids) {
        const webhook = world.state.webhooks.find((item) => item.id === id && item.state === 'held');
        if (!webhook) continue;
        webhook.state = 'queued';
        webhook.dueAt = now();
        active.add(webhook);
      }
      // The order of release is the order of sending, because the set keeps insertion order.
      pump();
    },
    replay(id) {
      const found = world.state.webhooks.find((item) => item.id === id);
      if (!found) return undefined;
      const { url, orderId, status, body, signature } = found;
      return send({ url, orderId, status, body, signature });
    },
    stop: () => stopping.abort(),
  };
}
