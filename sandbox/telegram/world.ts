import type { Logger } from '../../src/platform/index.ts';
import {
  createCallLog,
  createFaults,
  type CallLog,
  type FaultList,
  type Hub,
  type SandboxTime,
} from '../shared/index.ts';
import { createFlood, type Flood } from './flood.ts';
import type { Message, Person, TelegramState, TgUser } from './types.ts';

/** Everything that the imitation of Telegram uses. */
export interface TelegramWorld {
  readonly token: string;
  readonly me: TgUser;
  readonly state: TelegramState;
  readonly time: SandboxTime;
  readonly hub: Hub;
  readonly log: Logger;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly flood: Flood;
  readonly settings: { floodLimits: boolean; webhookTimeoutMs: number };
  /** Call this after every change. The state is saved soon after. */
  readonly changed: () => void;
  /** The queue sets it. Call it when there are new updates. */
  wake: () => void;
}

interface WorldParts {
  token: string;
  time: SandboxTime;
  hub: Hub;
  log: Logger;
  saved: TelegramState | undefined;
  floodLimits: boolean;
  changed: () => void;
}

export const CHANNEL_ID = -1_001_000_000_001;

export function createWorld(parts: WorldParts): TelegramWorld {
  const { token, time, hub, log, saved, floodLimits, changed } = parts;
  return {
    token,
    me: {
      id: Number(token.split(':')[0]),
      is_bot: true,
      first_name: 'Starboard',
      username: 'starboard_sandbox_bot',
    },
    state: saved ? resumed(saved) : firstState(time),
    time,
    hub,
    log,
    faults: createFaults(['getupdates', 'getme', 'getwebhookinfo']),
    calls: createCallLog(),
    flood: createFlood(time),
    settings: { floodLimits, webhookTimeoutMs: 10_000 },
    changed,
    wake: () => {},
  };
}

/** Number of ids that a crash may have kept from being saved. */
const UNWRITTEN_IDS = 1000;

function resumed(saved: TelegramState): TelegramState {
  return {
    ...saved,
    nextUpdateId: saved.nextUpdateId + UNWRITTEN_IDS,
    nextMessageId: saved.nextMessageId + UNWRITTEN_IDS,
  };
}

function firstState(time: SandboxTime): TelegramState {
  const person = (user: Omit<TgUser, 'is_bot'>): Person => ({
    user: { is_bot: false, ...user },
    started: false,
    blocked: false,
    deactivated: false,
  });
  return {
    // Grows with time, like Telegram's ids. So a sandbox without its file does not reuse ids that a bot has handled.
    nextUpdateId: Math.floor(time.now().getTime() / 1000),
    nextMessageId: 1,
    nextPersonId: 1003,
    nextFile: 1,
    people: {
      1001: person({
        id: 1001,
        first_name: 'Анна',
        last_name: 'Иванова',
        username: 'anna',
        language_code: 'ru',
      }),
      1002: person({
        id: 1002,
        first_name: 'Bob',
        last_name: 'Smith',
        username: 'bob_smith',
        language_code: 'en',
      }),
    },
    messages: {},
    updates: [],
    allowedUpdates: null,
    webhook: null,
    commands: {},
    texts: {},
    files: {},
    presses: {},
    toasts: [],
  };
}

/** The messages of a chat, oldest first. The array is the stored one. */
export function chatMessages(world: TelegramWorld, chatId: number): Message[] {
  const found = world.state.messages[String(chatId)];
  if (found) return found;
  const empty: Message[] = [];
  world.state.messages[String(chatId)] = empty;
  return empty;
}

export function unixTime(world: TelegramWorld): number {
  return Math.floor(world.time.now().getTime() / 1000);
}

export function nextMessageId(world: TelegramWorld): number {
  return world.state.nextMessageId++;
}

/** Informs the pages that show this person's chat, and those that show all people. */
export function tell(world: TelegramWorld, userId: number, event: Readonly<Record<string, unknown>>): void {
  world.hub.publish(`user:${userId}`, event);
  world.hub.publish('people', { ...event, userId });
  world.changed();
}
