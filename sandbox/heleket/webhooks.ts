import { signedBody } from './signing.ts';
import { STATUSES, type HeleketInvoice, type SentWebhook } from './types.ts';
import { webhookView } from './view.ts';
import type { HeleketWorld } from './world.ts';

/** Pauses between attempts; the last one repeats until {@link MAX_ATTEMPTS}. */
const PAUSES_MS = [500, 1500, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
const MAX_ATTEMPTS = 30;

export interface WebhookSender {
  /** Sends the invoice's present status, if that status has a webhook. */
  tell(invoice: HeleketInvoice): void;
  /** Sends a given payload. It is signed, unless `body` has finished bytes. */
  send(message: NewWebhook): SentWebhook;
  /** Releases held webhooks, in the given order of ids. */
  release(ids: readonly number[]): void;
  /** Sends the same bytes again. */
  replay(id: number): SentWebhook | undefined;
  stop(): void;
}

interface NewWebhook {
  url: string;
  uuid: string;
  orderId: string;
  status: string;
  body: string;
}

export function createWebhookSender(world: HeleketWorld): WebhookSender {
  const stopping = new AbortController();
  const busy = new Set<number>();
  const active = new Set(world.state.webhooks.filter((item) => item.state === 'queued'));

  const enqueue = (message: NewWebhook, state: SentWebhook['state'], delayMs: number): SentWebhook => {
    const webhook: SentWebhook = {
      ...message,
      id: world.state.nextWebhook++,
      state,
      attempts: [],
      dueAt: world.time.now().getTime() + delayMs,
    };
    world.state.webhooks.push(webhook);
    if (world.state.webhooks.length > 5000) world.state.webhooks.shift();
    if (state === 'queued') active.add(webhook);
    world.changed();
    return webhook;
  };

  const pump = (): void => {
    if (stopping.signal.aborted) return;
    const now = world.time.now().getTime();
    for (const webhook of active) {
      if (webhook.dueAt > now || busy.has(webhook.id)) continue;
      busy.add(webhook.id);
      void attempt(webhook).finally(() => busy.delete(webhook.id));
    }
  };

  const attempt = async (webhook: SentWebhook): Promise<void> => {
    const entry = {
      at: world.time.now().toISOString(),
      status: null as number | null,
      error: null as string | null,
    };
    webhook.attempts.push(entry);
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(world.webhooks.sourceIp === null ? {} : { 'x-forwarded-for': world.webhooks.sourceIp }),
        },
        body: webhook.body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(world.webhooks.timeoutMs)]),
      });
      entry.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
    }
    if (entry.status === 200) return finish(webhook, 'delivered');
    if (webhook.attempts.length >= MAX_ATTEMPTS) return finish(webhook, 'given up');
    const pause = PAUSES_MS[Math.min(webhook.attempts.length, PAUSES_MS.length) - 1] ?? 0;
    webhook.dueAt = world.time.now().getTime() + pause;
    world.changed();
  };

  const finish = (webhook: SentWebhook, state: SentWebhook['state']): void => {
    webhook.state = state;
    active.delete(webhook);
    world.changed();
  };

  const send = (message: NewWebhook): SentWebhook => {
    const webhook = enqueue(message, 'queued', 0);
    pump();
    return webhook;
  };

  world.time.onTick(pump);
  return {
    tell(invoice) {
      if (invoice.urlCallback === null || !STATUSES[invoice.status].webhook) return;
      const { copies, delayMs, paused } = world.webhooks;
      const message = invoiceWebhook(world, invoice, invoice.urlCallback);
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
        webhook.dueAt = world.time.now().getTime();
        active.add(webhook);
      }
      // The order of release is the order of sending, because the set keeps insertion order.
      pump();
    },
    replay(id) {
      const found = world.state.webhooks.find((item) => item.id === id);
      if (!found) return undefined;
      const { url, uuid, orderId, status, body } = found;
      return send({ url, uuid, orderId, status, body });
    },
    stop: () => stopping.abort(),
  };
}

/** The signed message about an invoice's present status. */
export function invoiceWebhook(world: HeleketWorld, invoice: HeleketInvoice, url: string): NewWebhook {
  const { style, signFirst, wrongSign } = world.webhooks;
  const key = wrongSign ? `${world.paymentKey}-wrong` : world.paymentKey;
  return {
    url,
    uuid: invoice.uuid,
    orderId: invoice.orderId,
    status: invoice.status,
    body: signedBody(webhookView(world, invoice), key, { style, signFirst }),
  };
}
