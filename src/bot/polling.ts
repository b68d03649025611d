import type { Update } from 'telegraf/types';
import type { Logger } from '../platform/index.ts';
import { pause } from './background.ts';
import type { TelegramClient } from './client.ts';
import { ALLOWED_UPDATES } from './update.ts';

const WAIT_SECONDS = 25;
const AFTER_FAILURE_MS = 1000;
/** How often new updates are looked for while earlier ones are still being handled. */
const BESIDE_WORK_MS = 150;
/** What asking the long way may take beyond the time that Telegram holds the question. */
const GRACE_MS = 10_000;

interface Poller {
  readonly client: TelegramClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  handle(update: Update): Promise<void>;
}

/**
 * Long polling until `signal` says stop. An update is confirmed to Telegram only when it was handled, so that a
 * crash loses none; one slow update does not hold up the others.
 */
export async function poll({ client, log, signal, handle }: Poller): Promise<void> {
  const running = new Map<number, Promise<void>>();
  const done = new Set<number>();
  let next = 0;
  while (!signal.aborted) {
    const isBusy = running.size > 0;
    let updates: Update[];
    try {
      updates = await client.call(
        'getUpdates',
        {
          offset: Math.min(next, ...running.keys()),
          timeout: isBusy ? 0 : WAIT_SECONDS,
          limit: 100,
          allowed_updates: ALLOWED_UPDATES,
        },
        { timeoutMs: WAIT_SECONDS * 1000 + GRACE_MS, signal },
      );
    } catch (error) {
      if (signal.aborted) break;
      log.warn({ err: error }, 'updates could not be fetched');
      await pause(AFTER_FAILURE_MS, signal);
      continue;
    }
    const fresh = updates.filter(({ update_id: id }) => !running.has(id) && !done.has(id));
    for (const update of fresh) {
      const { update_id: id } = update;
      next = Math.max(next, id + 1);
      const work = handle(update).finally(() => {
        running.delete(id);
        done.add(id);
      });
      running.set(id, work);
    }
    // What lies below everything that runs was confirmed by the question before and does not come back.
    const lowest = Math.min(next, ...running.keys());
    for (const id of done) if (id < lowest) done.delete(id);
    if (isBusy && fresh.length === 0)
      await Promise.race([pause(BESIDE_WORK_MS, signal), ...running.values()]);
  }
  await Promise.all(running.values());
  await confirm(client, next);
}

/** Tells Telegram what was handled last, so that the next start does not get it again. */
async function confirm(client: TelegramClient, next: number): Promise<void> {
  if (next === 0) return;
  await client
    .call('getUpdates', { offset: next, timeout: 0, limit: 1 }, { timeoutMs: 2000 })
    .catch(() => undefined);
}
