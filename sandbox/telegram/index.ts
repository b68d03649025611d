import type { Router } from 'express';
import type { Logger } from '../../src/platform/index.ts';
import type { Hub, SandboxTime } from '../shared/index.ts';
import { addStars, findByUsername } from './people.ts';
import { createTelegramPlay } from './play.ts';
import { createBotApi, runFromWebhook } from './router.ts';
import type { Person, TelegramState } from './types.ts';
import { createPoller } from './updates.ts';
import { createWebhookSender } from './webhook.ts';
import { createWorld, type TelegramWorld } from './world.ts';

export interface TelegramSandbox {
  readonly world: TelegramWorld;
  /** The Bot API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
  /** Finds a person by username, in any letter case. */
  findByUsername(username: string): Person | undefined;
  addStars(username: string, stars: number): void;
  stop(): void;
}

interface TelegramParts {
  token: string;
  time: SandboxTime;
  hub: Hub;
  log: Logger;
  saved: TelegramState | undefined;
  floodLimits: boolean;
  changed: () => void;
}

export function createTelegram(parts: TelegramParts): TelegramSandbox {
  const world = createWorld(parts);
  const poller = createPoller(world);
  const sender = createWebhookSender(world, (method, fields) =>
    runFromWebhook({ world, poller }, method, fields),
  );
  return {
    world,
    api: createBotApi(world, poller),
    play: createTelegramPlay(world, sender),
    findByUsername: (username) => findByUsername(world, username),
    addStars: (username, stars) => addStars(world, username, stars),
    stop: () => sender.stop(),
  };
}

export { personNamed } from './people.ts';
export type { TelegramState } from './types.ts';
