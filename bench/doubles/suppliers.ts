import type { App } from '../../src/app.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { FaultList } from '../../sandbox/shared/index.ts';
import { createIStar, createMyStars } from '../../src/suppliers/index.ts';

export const NAMES = ['istar', 'mystars'] as const;
export type Name = (typeof NAMES)[number];

/** A supplier does not answer at all in this time. */
const TIMEOUT_MS = 1500;
const UNLIMITED = 1_000_000;

/** The clients of the product without the pace of real suppliers, and with less patience. */
export function hurried(app: App): App {
  const times = { readMs: TIMEOUT_MS, createMs: TIMEOUT_MS, perSecond: UNLIMITED };
  return {
    ...app,
    suppliers: {
      istar: createIStar(app, app.breakers.istar, times),
      mystars: createMyStars(app, app.breakers.mystars, { timeoutMs: TIMEOUT_MS, perMinute: UNLIMITED }),
    },
  };
}

/** Each kind hits before or after the supplier acted, and most of them hide which. */
const KINDS: Readonly<Record<Name, readonly string[]>> = {
  istar: [
    'timeoutBefore',
    'timeoutAfter',
    'resetBefore',
    'resetAfter',
    'unavailable',
    'unavailableAfter',
    'html',
    'htmlAfter',
    'broken',
    'tooMany',
    'refuse',
    'slow',
  ],
  mystars: [
    'silence',
    'silenceAfter',
    'reset',
    'resetAfter',
    'error500',
    'error500After',
    'html',
    'htmlAfter',
    'broken',
    'unavailable',
    'tooMany',
    'slow',
  ],
};

/** From now on this share of all calls meets a fault. Returns a function that says how many did. */
export function disturb(faults: FaultList, name: Name, share: number): () => number {
  const kinds = KINDS[name];
  let hits = 0;
  faults.take = (target) => {
    if (Math.random() >= share) return undefined;
    const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? 'slow';
    return { id: ++hits, kind, target, times: 1, ms: 500 };
  };
  return () => hits;
}

/** An order as the supplier itself has it. */
export interface TheirOrder {
  readonly ref: string;
  readonly recipient: string;
  readonly stars: number;
  /** The supplier has the money, or had it. */
  readonly isPaid: boolean;
  readonly isDelivered: boolean;
}

export function ordersOf(sandbox: Sandbox, name: Name): TheirOrder[] {
  if (name === 'istar')
    return sandbox.istar.world.state.orders.map(({ id, username, quantity, isDelivered }) => {
      return { ref: id, recipient: username, stars: quantity, isPaid: true, isDelivered };
    });
  return sandbox.mystars.world.state.orders.map(({ id, username, quantity, paidBy, status }) => {
    const isDelivered = status === 'delivered';
    return { ref: id, recipient: username, stars: quantity, isPaid: paidBy !== null, isDelivered };
  });
}
