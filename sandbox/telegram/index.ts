import type { Router } from 'express';
import type { Logger } from '../../src/platform/index.ts';
import type { Hub, SandboxTime } from '../shared/index.ts';
import { createTelegramPlay } from './play.ts';
import { createBotApi, runFromWebhook } from './router.ts';
import type { TelegramState } from './types.ts';
import { createPoller } from './updates.ts';
import { createWebhookSender } from './webhook.ts';
import { createWorld, type TelegramWorld } from './world.ts';

export interface TelegramSandbox {
  readonly world: TelegramWorld;
  /** The Bot API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
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
    stop: () => sender.stop(),
  };
}

export { giveStars, personNamed } from './people.ts';
export type { TelegramState } from './types.ts';
