import type { Update } from 'telegraf/types';
import { DAY_MS } from '../lib/index.ts';
import { outage, type Logger } from '../platform/index.ts';
import { pause } from './background.ts';
import type { TelegramClient } from './client.ts';
import { ALLOWED_UPDATES } from './update.ts';

const WAIT_SECONDS = 25;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** How often new updates are looked for while earlier ones are still being handled. */
const BESIDE_WORK_MS = 150;
/** What asking the long way may take beyond the time that Telegram holds the question. */
const GRACE_MS = 10_000;
/** An answer with nothing new that came at once (a server that ignores the time to wait) is asked for again only after this. */
const FLOOR_MS = 1000;
/** Numbers that were handled, the newest: one that comes again although it was confirmed is nothing new. */
const REMEMBERED = 1000;
/** After a week without updates Telegram numbers the next ones anew; so long before that we ask for whatever there is. */
const RENUMBERED_MS = DAY_MS;

interface Poller {
  readonly client: TelegramClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Comes back soon: what takes long is kept elsewhere. Throws what must be given out again. */
  take(update: Update): Promise<void>;
  /** Hears why Telegram gave no updates. */
  onFailure(error: unknown): void;
}

/**
 * Long polling until `signal` says stop. An update is confirmed to Telegram only when it was handled, so that a
 * crash loses none; one slow update does not hold up the others.
 */
export async function poll(poller: Poller): Promise<void> {
  const { log, signal } = poller;
  const trouble = outage(log, 'updates from Telegram');
  const running = new Map<number, Promise<void>>();
  const done = new Set<number>();
  const skipped = new Set<unknown>();
  let next = 0;
  let cameAt = performance.now();
  let pauseMs = FIRST_PAUSE_MS;
  const take = async (update: Update): Promise<void> => {
    try {
      await poller.take(update);
    } catch {
      // It stays unconfirmed: Telegram gives it out again.
      return;
    }
    running.delete(update.update_id);
    done.add(update.update_id);
  };
  while (!signal.aborted) {
    const isBusy = running.size > 0;
    const askedAt = performance.now();
    if (!isBusy && askedAt - cameAt > RENUMBERED_MS) {
      next = 0;
      done.clear();
    }
    const offset = Math.min(next, ...running.keys());
    let updates: Update[];
    try {
      updates = readable(await ask(poller, offset, isBusy ? 0 : WAIT_SECONDS), { log, skipped });
      pauseMs = FIRST_PAUSE_MS;
      trouble.well();
    } catch (error) {
      if (signal.aborted) break;
      trouble.failed(error);
      poller.onFailure(error);
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      continue;
    }
    const fresh = updates.filter(({ update_id: id }) => !running.has(id) && !done.has(id));
    for (const update of fresh) {
      const { update_id: id } = update;
      running.set(id, take(update));
    }
    next = followed(next, offset, updates);
    if (fresh.length > 0) cameAt = performance.now();
    for (const id of done) if (done.size > REMEMBERED) done.delete(id);
    if (fresh.length > 0) continue;
    if (isBusy) await Promise.race([pause(BESIDE_WORK_MS, signal), ...running.values()]);
    else await pause(Math.max(0, FLOOR_MS - (performance.now() - askedAt)), signal);
  }
  await Promise.all(running.values());
  await confirm(poller.client, Math.min(next, ...running.keys()));
}

/** The next number to ask for. Numbers below what was asked for mean that Telegram counts anew: the offset follows. */
function followed(next: number, offset: number, updates: readonly Update[]): number {
  const ids = updates.map(({ update_id: id }) => id);
  const below = ids.filter((id) => id < offset);
  if (below.length > 0) return Math.max(...below) + 1;
  return Math.max(next, ...ids.map((id) => id + 1));
}

/**
 * The updates whose number can be counted on. One beyond what a number holds exactly could never be confirmed, and would
 * stop everything behind it: it is left, and told once.
 */
function readable(answer: unknown, { log, skipped }: { log: Logger; skipped: Set<unknown> }): Update[] {
  if (!Array.isArray(answer)) throw new Error('getUpdates: the answer is no list');
  return (answer as unknown[]).filter((item): item is Update => {
    const id: unknown =
      typeof item === 'object' && item !== null && 'update_id' in item ? item.update_id : undefined;
    if (Number.isSafeInteger(id) && Number.isSafeInteger(Number(id) + 1)) return true;
    if (!skipped.has(id))
      log.error({ updateId: String(id) }, 'an update with an impossible number is left out');
    if (skipped.size < 1000) skipped.add(id);
    return false;
  });
}

function ask({ client, signal }: Poller, offset: number, timeout: number): Promise<unknown> {
  return client.call(
    'getUpdates',
    { offset, timeout, limit: 100, allowed_updates: ALLOWED_UPDATES },
    { timeoutMs: timeout * 1000 + GRACE_MS, signal },
  );
}

/** Tells Telegram what was handled last, so that the next start does not get it again. */
async function confirm(client: TelegramClient, next: number): Promise<void> {
  if (next === 0) return;
  await client
    .call('getUpdates', { offset: next, timeout: 0, limit: 1 }, { timeoutMs: 2000 })
    .catch(() => undefined);
}
