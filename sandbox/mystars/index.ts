import type { Router } from 'express';
import { moveDue } from './life.ts';
import { paymentSeen, type SeenPayment, type Verdict } from './payments.ts';
import { createMyStarsPlay } from './play.ts';
import { createMyStarsApi } from './router.ts';
import { createWebhookSender } from './webhooks.ts';
import { createMyStarsWorld, type MyStarsParts, type MyStarsWorld } from './world.ts';

export interface MyStarsSandbox {
  readonly world: MyStarsWorld;
  /** The supplier's API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
  /** The chain reports a transfer. */
  paymentSeen(payment: SeenPayment): Verdict;
  stop(): void;
}

export function createMyStars(parts: MyStarsParts): MyStarsSandbox {
  const world = createMyStarsWorld(parts);
  const sender = createWebhookSender(world);
  const desk = { world, sender };
  parts.time.onTick(() => moveDue(desk));
  return {
    world,
    api: createMyStarsApi(desk),
    play: createMyStarsPlay(desk),
    paymentSeen: (payment) => paymentSeen(desk, payment),
    stop: () => sender.stop(),
  };
}

export type { MyStarsState } from './types.ts';
export { PAY_TO } from './world.ts';
