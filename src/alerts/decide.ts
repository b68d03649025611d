import { HOUR_MS, MINUTE_MS } from '../lib/index.ts';
import { kindOf } from './kinds/index.ts';
import type { Alert, AlertEvent, Found, Severity } from './types.ts';

/** What one look found. */
export interface Look {
  readonly found: readonly Found[];
  /** Something could not be read, so that a missing cause proves nothing. */
  readonly isBlind: boolean;
}

/** What was known before the look. */
export interface Known {
  /** The open alerts, and those that ended within {@link LATELY_MS}. */
  readonly alerts: readonly Alert[];
  readonly isSilenced: (cause: Pick<Found, 'kind' | 'subject'>) => boolean;
}

/** An alert after the look, and what is told about it now. An alert without an id is new. */
export interface Decision {
  readonly alert: Omit<Alert, 'id'> & { readonly id?: string };
  readonly events: readonly AlertEvent[];
}

/** A cause that comes back within this time after its end is less stable than it looked. */
export const LATELY_MS = HOUR_MS;
/** A cause must stay away for so long before its alert ends. Each return doubles the time, up to 48 minutes. */
const QUIET_MS = 3 * MINUTE_MS;
const MOST_DOUBLINGS = 4;
/** Administrators are told if nobody has acknowledged an alert for so long. */
export const ESCALATE_MS: Readonly<Record<Severity, number>> = {
  critical: 15 * MINUTE_MS,
  warning: 4 * HOUR_MS,
};
/** Looks do not come to the second. */
const SLACK_MS = 10_000;

/**
 * What one look changes. It knows no clock, database or chat.
 *
 * - A cause has one open alert. It is told once, after the patience of its kind.
 * - An alert ends once, when its cause was away for three minutes; longer, if the cause came back before. If something
 *   could not be read, nothing ends.
 * - Nothing is told about a silenced cause. If the silence ends and the cause is still there, it is told then.
 * - An alert that nobody acknowledges is escalated once.
 */
export function decideAlerts(look: Look, known: Known, now: Date): Decision[] {
  const open = known.alerts.filter(({ endedAt }) => endedAt === null);
  const followed = open.map((alert) => follow(alert, look, now));
  const fresh = look.found
    .filter((found) => !open.some((alert) => isSame(alert, found)))
    .map((found) => raise(found, known.alerts, now));
  return [...followed, ...fresh].map((alert) => tell(alert, known, now));
}

type Next = Decision['alert'];

function isSame(a: Pick<Found, 'kind' | 'subject'>, b: Pick<Found, 'kind' | 'subject'>): boolean {
  return a.kind === b.kind && a.subject === b.subject;
}

function raise(found: Found, alerts: readonly Alert[], now: Date): Next {
  const before = alerts
    .filter((alert) => isSame(alert, found) && now.getTime() - (alert.endedAt?.getTime() ?? 0) < LATELY_MS)
    .map(({ returns }) => returns + 1);
  return {
    ...found,
    returns: Math.max(0, ...before),
    raisedAt: now,
    seenAt: now,
    goneAt: null,
    endedAt: null,
    toldAt: null,
    escalatedAt: null,
    acknowledgedAt: null,
  };
}

function follow(alert: Alert, { found, isBlind }: Look, now: Date): Next {
  const seen = found.find((one) => isSame(one, alert));
  if (seen) return { ...alert, ...seen, seenAt: now, goneAt: null };
  if (isBlind) return alert;
  const goneAt = alert.goneAt ?? now;
  const quietMs = QUIET_MS * 2 ** Math.min(alert.returns, MOST_DOUBLINGS);
  return { ...alert, goneAt, endedAt: now.getTime() - goneAt.getTime() >= quietMs ? now : null };
}

function tell(alert: Next, { isSilenced }: Known, now: Date): Decision {
  const isPast = (from: Date, ms: number): boolean => now.getTime() - from.getTime() + SLACK_MS >= ms;
  if (isSilenced(alert)) return { alert, events: [] };
  if (alert.endedAt) return { alert, events: alert.toldAt ? ['ended'] : [] };
  if (alert.acknowledgedAt || alert.goneAt) return { alert, events: [] };
  if (!alert.toldAt) {
    const patienceMs = (kindOf(alert.kind).patience ?? 0) * MINUTE_MS;
    const isDue = patienceMs === 0 || isPast(alert.raisedAt, patienceMs);
    return isDue ? { alert: { ...alert, toldAt: now }, events: ['raised'] } : { alert, events: [] };
  }
  if (alert.escalatedAt || !isPast(alert.toldAt, ESCALATE_MS[alert.severity])) return { alert, events: [] };
  return { alert: { ...alert, escalatedAt: now }, events: ['escalated'] };
}
