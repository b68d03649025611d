import type { Update } from 'telegraf/types';
import { DAY_MS } from '../lib/index.ts';
import { outage, type Logger } from '../platform/index.ts';
import { pause } from './background.ts';
import type { TelegramClient } from './client.ts';
import { ALLOWED_UPDATES } from './update.ts';

const WAIT_SECONDS = 25;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** How often to ask for new updates while earlier ones are still handled. */
const BESIDE_WORK_MS = 150;
/** A long poll may take this much longer than the time for which Telegram holds it. */
const GRACE_MS = 10_000;
/** A server may ignore the time to wait and answer "nothing new" at once. Then the next question waits this long. */
const FLOOR_MS = 1000;
/**
 * How many handled numbers to remember, the newest. If one of them comes again although it was confirmed, it is not
 * new.
 */
const REMEMBERED = 1000;
/**
 * After a week without updates Telegram starts new numbers. So after this time the bot asks for any update that there
 * is.
 */
const RENUMBERED_MS = DAY_MS;

interface Poller {
  readonly client: TelegramClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Returns soon: another place keeps what takes long. Throws if Telegram must give the update out again. */
  take(update: Update): Promise<void>;
  /** Called with the reason when Telegram gives no updates. */
  onFailure(error: unknown): void;
}

/**
 * Polls until `signal` says stop. An update is confirmed to Telegram only after it was handled, so a crash loses none.
 * One slow update does not hold up the others.
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
      // The update stays unconfirmed, so Telegram gives it out again.
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

/**
 * The next number to ask for. If numbers are below the one asked for, Telegram counts from a new start, and the offset
 * follows.
 */
function followed(next: number, offset: number, updates: readonly Update[]): number {
  const ids = updates.map(({ update_id: id }) => id);
  const below = ids.filter((id) => id < offset);
  if (below.length > 0) return Math.max(...below) + 1;
  return Math.max(next, ...ids.map((id) => id + 1));
}

/**
 * The updates whose number is exact. A number that is too large to be exact could never be confirmed, and would stop
 * everything behind it. Such an update is skipped and logged once.
 */
function readable(answer: unknown, { log, skipped }: { log: Logger; skipped: Set<unknown> }): Update[] {
  if (!Array.isArray(answer)) throw new Error('getUpdates: the answer is no list');
  return (answer as unknown[]).filter((item): item is Update => {
    const id: unknown =
      typeof item === 'object' && item !== null && 'update_id' in item ? item.update_id : undefined;
    if (Number.isSafeInteger(id) && Number.isSafeInteger(Number(id) + 1)) return true;
    if (!skipped.has(id))
      log.error({ updateId: String(id) }, 'an update with an impossible number was skipped');
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

/** Confirms the last handled update to Telegram, so that the next start does not get it again. */
async function confirm(client: TelegramClient, next: number): Promise<void> {
  if (next === 0) return;
  await client
    .call('getUpdates', { offset: next, timeout: 0, limit: 1 }, { timeoutMs: 2000 })
    .catch(() => undefined);
}
