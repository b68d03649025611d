import type { Update } from './types.ts';
import { unixTime, type TelegramWorld } from './world.ts';

const BACKOFF_MS = [300, 1000, 2000, 5000, 10_000, 30_000, 60_000];

/** One delivery attempt, for the play interface. */
export interface Delivery {
  updateId: number;
  attempt: number;
  at: string;
  status: number | null;
  error: string | null;
}

export interface WebhookSender {
  deliveries(): readonly Delivery[];
  stop(): void;
}

/**
 * Sends updates to the webhook, up to `max_connections` at once, so the order is not kept. After a late answer or one
 * that is not 2xx it tries again, with growing pauses. The body of the answer may have one method call. `run` gets it,
 * and its result is not sent anywhere.
 */
export function createWebhookSender(
  world: TelegramWorld,
  run: (method: string, fields: Record<string, unknown>) => Promise<unknown>,
): WebhookSender {
  const busy = new Set<Update>();
  const failed = new Map<Update, { attempts: number; notBefore: number }>();
  const log: Delivery[] = [];
  const stopping = new AbortController();

  const pump = (): void => {
    const hook = world.state.webhook;
    if (!hook || stopping.signal.aborted) return;
    const now = world.time.now().getTime();
    for (const update of world.state.updates) {
      if (busy.size >= hook.maxConnections) return;
      if (busy.has(update) || (failed.get(update)?.notBefore ?? 0) > now) continue;
      busy.add(update);
      void deliver(update, hook.url, hook.secret).finally(() => {
        busy.delete(update);
        pump();
      });
    }
  };

  const deliver = async (update: Update, url: string, secret: string | null): Promise<void> => {
    const attempt = (failed.get(update)?.attempts ?? 0) + 1;
    const entry: Delivery = {
      updateId: update.update_id,
      attempt,
      at: world.time.now().toISOString(),
      status: null,
      error: null,
    };
    log.push(entry);
    if (log.length > 1000) log.shift();
    let reply: unknown;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(world.settings.webhookTimeoutMs)]),
      });
      entry.status = response.status;
      const body = await response.text();
      if (!response.ok)
        throw new Error(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
      reply = safeJson(body);
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
      noteFailure(update, attempt, entry.error);
      return;
    }
    failed.delete(update);
    world.state.updates = world.state.updates.filter((item) => item !== update);
    world.changed();
    if (typeof reply === 'object' && reply !== null && 'method' in reply) {
      const { method, ...fields } = reply as Record<string, unknown>;
      await run(String(method), fields).catch(() => {});
    }
  };

  const noteFailure = (update: Update, attempts: number, why: string): void => {
    const pause = BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length) - 1] ?? 60_000;
    failed.set(update, { attempts, notBefore: world.time.now().getTime() + pause });
    const hook = world.state.webhook;
    if (!hook) return;
    hook.lastErrorDate = unixTime(world);
    hook.lastErrorMessage = why;
  };

  const previousWake = world.wake;
  world.wake = () => {
    previousWake();
    pump();
  };
  world.time.onTick(pump);
  return {
    deliveries: () => log,
    stop: () => stopping.abort(),
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
