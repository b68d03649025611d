import type { Row } from '../../kit/Table.tsx';

/** One clock of a ticket as an agent reads it. */
export interface Clock {
  readonly what: 'reply' | 'resolution';
  /** Running, overdue, standing (over its time or not), or over: the target was met or missed. */
  readonly state: 'runs' | 'late' | 'paused' | 'pausedLate' | 'met' | 'given' | 'missed';
  /** Milliseconds: left, over the target, or for a reply that came in time what it took. */
  readonly ms: number;
  readonly tone: 'plain' | 'wait' | 'bad' | 'info' | 'good';
}

/** Less than this left asks for a look. */
const SOON_MS = 30 * 60_000;

/** How long the user waits, or waited, for the first words; undefined where there will be none. */
export function replyClock(ticket: Row, now: number): Clock | undefined {
  const due = timeOf(ticket, 'first_reply_due_at');
  const replied = timeOf(ticket, 'first_reply_at');
  if (due === undefined) return undefined;
  if (replied !== undefined && replied > due)
    return { what: 'reply', state: 'missed', ms: replied - due, tone: 'bad' };
  const created = timeOf(ticket, 'created_at') ?? 0;
  // It stood in an older ticket that was merged into this one: how long it took is told by neither.
  if (replied !== undefined && replied < created)
    return { what: 'reply', state: 'given', ms: 0, tone: 'good' };
  if (replied !== undefined) return { what: 'reply', state: 'met', ms: replied - created, tone: 'good' };
  return ticket['status'] === 'open' ? running('reply', due - now) : undefined;
}

/** How long the matter waits, or waited, for its end; undefined where it ended without one. */
export function resolutionClock(ticket: Row, now: number): Clock | undefined {
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
export function nextClock(ticket: Row, now: number): Clock | undefined {
  const reply = ticket['first_reply_at'] ? undefined : replyClock(ticket, now);
  const isReplyFirst =
    reply !== undefined &&
    (timeOf(ticket, 'first_reply_due_at') ?? 0) <= (timeOf(ticket, 'resolution_due_at') ?? 0);
  return isReplyFirst ? reply : resolutionClock(ticket, now);
}

function running(what: Clock['what'], left: number): Clock {
  if (left < 0) return { what, state: 'late', ms: -left, tone: 'bad' };
  return { what, state: 'runs', ms: left, tone: left < SOON_MS ? 'wait' : 'plain' };
}

function timeOf(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'string' ? new Date(value).getTime() : undefined;
}
