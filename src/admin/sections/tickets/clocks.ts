import type { ShownRow } from '../../access/reader/index.ts';

/** The states of each clock: it runs, is overdue, is paused (in time or not), or is over (the target met or missed). */
export interface States {
  readonly reply: 'runs' | 'late' | 'met' | 'given' | 'missed';
  readonly resolution: 'runs' | 'late' | 'paused' | 'pausedLate' | 'met' | 'missed';
}

/** One clock of a ticket as an agent reads it. */
export interface Clock<What extends keyof States = keyof States> {
  readonly what: What;
  readonly state: States[What];
  /** Milliseconds: the time left, the time over the target, or, for a reply in time, how long it took. */
  readonly ms: number;
  readonly tone: 'plain' | 'wait' | 'bad' | 'info' | 'good';
}

/** With less time left than this, an agent should look. */
const SOON_MS = 30 * 60_000;

/** How long the user waits, or waited, for the first words. Undefined if there will be none. */
export function replyClock(ticket: ShownRow, now: number): Clock<'reply'> | undefined {
  const due = timeOf(ticket, 'first_reply_due_at');
  const replied = timeOf(ticket, 'first_reply_at');
  if (due === undefined) return undefined;
  if (replied !== undefined && replied > due)
    return { what: 'reply', state: 'missed', ms: replied - due, tone: 'bad' };
  const created = timeOf(ticket, 'created_at') ?? 0;
  // The reply was given in an older ticket that was merged into this one. Neither ticket says how long it took.
  if (replied !== undefined && replied < created)
    return { what: 'reply', state: 'given', ms: 0, tone: 'good' };
  if (replied !== undefined) return { what: 'reply', state: 'met', ms: replied - created, tone: 'good' };
  return ticket['status'] === 'open' ? running('reply', due - now) : undefined;
}

/** How long the matter waits, or waited, for its end. Undefined if it ended without one. */
export function resolutionClock(ticket: ShownRow, now: number): Clock<'resolution'> | undefined {
  const due = timeOf(ticket, 'resolution_due_at');
  if (due === undefined) return undefined;
  const stopped = timeOf(ticket, 'clock_stopped_at');
  if (stopped === undefined) return running('resolution', due - now);
  const left = due - stopped;
  switch (ticket['status']) {
    case 'waiting_user':
      return left >= 0
        ? { what: 'resolution', state: 'paused', ms: left, tone: 'info' }
        : { what: 'resolution', state: 'pausedLate', ms: -left, tone: 'bad' };
    case 'resolved':
      return left >= 0
        ? { what: 'resolution', state: 'met', ms: left, tone: 'good' }
        : { what: 'resolution', state: 'missed', ms: -left, tone: 'bad' };
    default:
      return undefined;
  }
}

/** The clock that an agent must look at: the one that is due first. */
export function nextClock(ticket: ShownRow, now: number): Clock | undefined {
  const reply = ticket['first_reply_at'] ? undefined : replyClock(ticket, now);
  const isReplyFirst =
    reply !== undefined &&
    (timeOf(ticket, 'first_reply_due_at') ?? 0) <= (timeOf(ticket, 'resolution_due_at') ?? 0);
  return isReplyFirst ? reply : resolutionClock(ticket, now);
}

function running<What extends keyof States>(what: What, left: number): Clock<What> {
  if (left < 0) return { what, state: 'late', ms: -left, tone: 'bad' };
  return { what, state: 'runs', ms: left, tone: left < SOON_MS ? 'wait' : 'plain' };
}

function timeOf(row: ShownRow, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'string' ? new Date(value).getTime() : undefined;
}
