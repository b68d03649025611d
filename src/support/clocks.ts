import { MINUTE_MS } from '../lib/index.ts';

/**
 * The clocks of a ticket: how long the shop has owed a first reply and a resolution. They run while the ticket is open,
 * and stop while it waits for the user or for nobody. A reopened ticket goes on from the time that its clock had
 * reached.
 */
export interface Clocks {
  /** When the shop began to owe an answer. */
  readonly startedAt: Date;
  readonly firstReplyAt: Date | null;
  /** When they stopped; null while they run. */
  readonly stoppedAt: Date | null;
  /** How long they had stopped before that, in milliseconds. */
  readonly stoppedMs: bigint;
}

/** How long the shop may take, in minutes. */
export interface Target {
  readonly firstReply: number;
  readonly resolution: number;
}

/** The moments at which a target is missed. While the clocks are stopped: as if they went on from `stoppedAt`. */
export interface Due {
  readonly firstReplyDueAt: Date;
  readonly resolutionDueAt: Date;
}

/** The clocks of a ticket that is opened now. */
export function startClocks(at: Date): Clocks {
  return { startedAt: at, firstReplyAt: null, stoppedAt: null, stoppedMs: 0n };
}

/** The clocks after an event. The event says whether they run from now on, and whether it was a reply. */
export function turnClocks(
  clocks: Clocks,
  event: { readonly at: Date; readonly runs: boolean; readonly isReply?: boolean },
): Clocks {
  const { at, runs, isReply = false } = event;
  const stood = runs && clocks.stoppedAt ? Math.max(0, at.getTime() - clocks.stoppedAt.getTime()) : 0;
  return {
    startedAt: clocks.startedAt,
    firstReplyAt: clocks.firstReplyAt ?? (isReply ? at : null),
    stoppedAt: runs ? null : (clocks.stoppedAt ?? at),
    stoppedMs: clocks.stoppedMs + BigInt(stood),
  };
}

/**
 * The clocks of two merged tickets. It takes the clocks of the ticket that the shop has kept waiting longer, so that a
 * merge never gains time. If one of them runs without a first reply, the merged one has no first reply either, because
 * an answer in the other ticket answered something else.
 */
export function joinClocks(one: Clocks, other: Clocks, now: Date): Clocks {
  const longer = waitedMs(one, now) >= waitedMs(other, now) ? one : other;
  if (waitsForFirst(one) || waitsForFirst(other)) return { ...longer, firstReplyAt: null };
  const replies = [one.firstReplyAt, other.firstReplyAt].filter((at) => at !== null);
  const firstReplyAt = replies.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return { ...longer, firstReplyAt };
}

/** Whether the user waits for the first reply. */
export function waitsForFirst(clocks: Clocks): boolean {
  return clocks.firstReplyAt === null && clocks.stoppedAt === null;
}

/** Milliseconds that the shop has kept the user waiting, up to the stop of the clocks or `now`. */
export function waitedMs(clocks: Clocks, now: Date): number {
  const until = clocks.stoppedAt ?? now;
  return Math.max(0, until.getTime() - clocks.startedAt.getTime() - Number(clocks.stoppedMs));
}

/**
 * When the target is missed if nothing happens before. After a first reply its due time stays as it was `before`,
 * because it is decided whether the reply came in time.
 */
export function dueOf(clocks: Clocks, target: Target, before?: Due): Due {
  const after = (minutes: number): Date =>
    new Date(clocks.startedAt.getTime() + Number(clocks.stoppedMs) + minutes * MINUTE_MS);
  const fixed = clocks.firstReplyAt === null ? undefined : before?.firstReplyDueAt;
  return {
    firstReplyDueAt: fixed ?? after(target.firstReply),
    resolutionDueAt: after(target.resolution),
  };
}
