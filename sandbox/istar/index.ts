import type { Router } from 'express';
import { completeDue } from './orders.ts';
import { createIStarPlay } from './play.ts';
import { createIStarApi } from './router.ts';
import { createWebhookSender } from './webhooks.ts';
import { createIStarWorld, type IStarParts, type IStarWorld } from './world.ts';

export interface IStarSandbox {
  readonly world: IStarWorld;
  /** The supplier's API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
  stop(): void;
}

export function createIStar(parts: IStarParts): IStarSandbox {
  const world = createIStarWorld(parts);
  const sender = createWebhookSender(world);
  const desk = { world, sender };
  parts.time.onTick(() => completeDue(desk));
  return { world, api: createIStarApi(desk), play: createIStarPlay(desk), stop: () => sender.stop() };
}

export type { IStarState } from './types.ts';
