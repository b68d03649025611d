import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './errors.ts';
import type { Update } from './types.ts';
import type { TelegramWorld } from './world.ts';

/** Kinds that a bot gets only if it asks for them by name. */
const ONLY_WHEN_ASKED = ['chat_member', 'message_reaction', 'message_reaction_count'];
const MAX_POLL_SECONDS = 50;
export const MAX_BATCH = 100;

/** Adds an update to the bot's queue, unless the bot did not ask for this kind. Returns its id. */
export function pushUpdate(world: TelegramWorld, kind: string, payload: unknown): number | undefined {
  const allowed = world.state.allowedUpdates;
  const wanted = allowed && allowed.length > 0 ? allowed.includes(kind) : !ONLY_WHEN_ASKED.includes(kind);
  if (!wanted) return undefined;
  return pushRaw(world, { [kind]: payload });
}

/** Adds any update, known or not, to the queue. An `update_id` inside it is kept, as in a second delivery. */
export function pushRaw(world: TelegramWorld, update: Readonly<Record<string, unknown>>): number {
  const given = update['update_id'];
  const id = typeof given === 'number' ? given : world.state.nextUpdateId++;
  const stored: Update = { update_id: id, ...structuredClone(update) };
  stored.update_id = id;
  world.state.updates.push(stored);
  world.changed();
  world.wake();
  return id;
}

interface PollInput {
  offset: number;
  limit: number;
  timeoutSeconds: number;
  /** Aborted when the caller hung up. */
  gone: AbortSignal;
}

export interface Poller {
  poll(input: PollInput): Promise<Update[]>;
}

const CONFLICT_WEBHOOK =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const CONFLICT_POLL =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

/** Long polling with one caller at a time. A newer caller ends the older one with 409, as in Telegram. */
export function createPoller(world: TelegramWorld): Poller {
  let current: { end: () => void; terminated: boolean } | undefined;
  const previousWake = world.wake;
  let wakePoll = (): void => {};
  world.wake = () => {
    previousWake();
    wakePoll();
  };
  return {
    async poll({ offset, limit, timeoutSeconds, gone }) {
      if (world.state.webhook) throw new ApiError(409, CONFLICT_WEBHOOK);
      if (current) {
        current.terminated = true;
        current.end();
      }
      forget(world, offset);
      const deadline = Date.now() + Math.min(timeoutSeconds, MAX_POLL_SECONDS) * 1000;
      const mine = { end: () => {}, terminated: false };
      current = mine;
      try {
        for (;;) {
          if (mine.terminated) throw new ApiError(409, CONFLICT_POLL);
          if (world.state.webhook) throw new ApiError(409, CONFLICT_WEBHOOK);
          const left = deadline - Date.now();
          if (world.state.updates.length > 0 || left <= 0 || gone.aborted) break;
          const stop = new AbortController();
          const woken = (): void => stop.abort();
          mine.end = woken;
          wakePoll = woken;
          await sleep(left, undefined, { signal: AbortSignal.any([stop.signal, gone]), ref: false }).catch(
            () => {},
          );
        }
      } finally {
        if (current === mine) current = undefined;
      }
      return world.state.updates.slice(0, limit);
    },
  };
}

/** `offset` confirms everything below it. A negative one keeps only that many of the newest. */
function forget(world: TelegramWorld, offset: number): void {
  const { state } = world;
  const before = state.updates.length;
  if (offset > 0) state.updates = state.updates.filter((update) => update.update_id >= offset);
  if (offset < 0) state.updates = state.updates.slice(offset);
  if (state.updates.length !== before) world.changed();
}
