import { MINUTE_MS } from '../lib/index.ts';

/**
 * The clocks of a ticket: how long the shop has owed a first reply and a resolution. They run while the ticket is open
 * and stand while the user, or nobody, is waited for. A reopened ticket goes on from where its clock stood.
 */
export interface Clocks {
  /** When the shop began to owe an answer. */
  readonly startedAt: Date;
  readonly firstReplyAt: Date | null;
  /** Since when they stand; null while they run. */
  readonly stoppedAt: Date | null;
  /** How long they stood before that, in milliseconds. */
  readonly stoppedMs: bigint;
}

/** How long the shop may take, in minutes. */
export interface Target {
  readonly firstReply: number;
  readonly resolution: number;
}

/** The moments at which a target is missed; while the clocks stand: as if they went on from `stoppedAt`. */
export interface Due {
  readonly firstReplyDueAt: Date;
  readonly resolutionDueAt: Date;
}

/** The clocks of a ticket that is opened now. */
export function startClocks(at: Date): Clocks {
  return { startedAt: at, firstReplyAt: null, stoppedAt: null, stoppedMs: 0n };
}

/** The clocks after something happened: whether they run from now on, and whether it was a reply. */
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
 * The clocks of two tickets that become one: of whichever the shop has kept waiting longer, so that a merge never wins
 * time. While one of them runs without a first reply, so does the joined one: an answer in the other answered something else.
 */
export function joinClocks(one: Clocks, other: Clocks, now: Date): Clocks {
  const longer = waitedMs(one, now) >= waitedMs(other, now) ? one : other;
  if (waitsForFirst(one) || waitsForFirst(other)) return { ...longer, firstReplyAt: null };
  const replies = [one.firstReplyAt, other.firstReplyAt].filter((at) => at !== null);
  const firstReplyAt = replies.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return { ...longer, firstReplyAt };
}

/** Somebody waits for the first words. */
export function waitsForFirst(clocks: Clocks): boolean {
  return clocks.firstReplyAt === null && clocks.stoppedAt === null;
}

/** Milliseconds that the shop has kept the user waiting, until the clocks stopped or `now`. */
export function waitedMs(clocks: Clocks, now: Date): number {
  const until = clocks.stoppedAt ?? now;
  return Math.max(0, until.getTime() - clocks.startedAt.getTime() - Number(clocks.stoppedMs));
}

/**
 * When the target is missed, unless something happens before. Once there is a first reply, when it was due stays as it
 * stood `before`: whether it came in time is decided.
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
