import type { Router } from 'express';
import { expireDue } from './money.ts';
import { createHeleketPlay } from './play.ts';
import { createHeleketApi } from './router.ts';
import { createWebhookSender } from './webhooks.ts';
import { createHeleketWorld, type HeleketParts, type HeleketWorld } from './world.ts';

export interface HeleketSandbox {
  readonly world: HeleketWorld;
  /** The provider's API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
  stop(): void;
}

export function createHeleket(parts: HeleketParts): HeleketSandbox {
  const world = createHeleketWorld(parts);
  const sender = createWebhookSender(world);
  const desk = { world, sender };
  parts.time.onTick(() => expireDue(desk));
  return { world, api: createHeleketApi(desk), play: createHeleketPlay(desk), stop: () => sender.stop() };
}

export type { HeleketState } from './types.ts';
