import type { Update } from 'telegraf/types';
import type { Logger } from '../platform/index.ts';
import { pause } from './background.ts';
import { TelegramRefusal, type TelegramClient } from './client.ts';
import { ALLOWED_UPDATES } from './update.ts';
import type { WebhookControl } from './webhook.ts';

const WAIT_SECONDS = 25;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** How often new updates are looked for while earlier ones are still being handled. */
const BESIDE_WORK_MS = 150;
/** What asking the long way may take beyond the time that Telegram holds the question. */
const GRACE_MS = 10_000;

interface Poller {
  readonly client: TelegramClient;
  readonly webhook: WebhookControl;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Comes back soon: what takes long is kept elsewhere. Throws what must be given out again. */
  handle(update: Update): Promise<void>;
}

/**
 * Long polling until `signal` says stop. An update is confirmed to Telegram only when it was handled, so that a
 * crash loses none; one slow update does not hold up the others.
 */
export async function poll(poller: Poller): Promise<void> {
  const { log, signal } = poller;
  const running = new Map<number, Promise<void>>();
  const done = new Set<number>();
  let next = 0;
  let pauseMs = FIRST_PAUSE_MS;
  const take = async (update: Update): Promise<void> => {
    try {
      await poller.handle(update);
    } catch {
      // It stays unconfirmed: Telegram gives it out again.
      return;
    }
    running.delete(update.update_id);
    done.add(update.update_id);
  };
  await makeRoom(poller);
  while (!signal.aborted) {
    const isBusy = running.size > 0;
    let updates: Update[];
    try {
      updates = await ask(poller, Math.min(next, ...running.keys()), isBusy ? 0 : WAIT_SECONDS);
      pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) break;
      log.warn({ err: error, pauseMs }, 'updates could not be fetched');
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      if (error instanceof TelegramRefusal && error.code === 409) await makeRoom(poller);
      continue;
    }
    const fresh = updates.filter(({ update_id: id }) => !running.has(id) && !done.has(id));
    for (const update of fresh) {
      const { update_id: id } = update;
      next = Math.max(next, id + 1);
      running.set(id, take(update));
    }
    // What lies below everything that runs is confirmed by the next question and does not come back.
    const lowest = Math.min(next, ...running.keys());
    for (const id of done) if (id < lowest) done.delete(id);
    if (isBusy && fresh.length === 0)
      await Promise.race([pause(BESIDE_WORK_MS, signal), ...running.values()]);
  }
  await Promise.all(running.values());
  await confirm(poller.client, Math.min(next, ...running.keys()));
}

function ask({ client, signal }: Poller, offset: number, timeout: number): Promise<Update[]> {
  return client.call(
    'getUpdates',
    { offset, timeout, limit: 100, allowed_updates: ALLOWED_UPDATES },
    { timeoutMs: timeout * 1000 + GRACE_MS, signal },
  );
}

/** Telegram refuses polling while a webhook stands. */
async function makeRoom({ webhook, log }: Poller): Promise<void> {
  await webhook
    .delete()
    .catch((error: unknown) => log.warn({ err: error }, 'the webhook could not be deleted'));
}

/** Tells Telegram what was handled last, so that the next start does not get it again. */
async function confirm(client: TelegramClient, next: number): Promise<void> {
  if (next === 0) return;
  await client
    .call('getUpdates', { offset: next, timeout: 0, limit: 1 }, { timeoutMs: 2000 })
    .catch(() => undefined);
}
