import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/index.ts';
import { PROVIDER_STATUSES } from './statuses.ts';

/** The provider's advice: do not look at one invoice more often than this. */
export const LOOK_INTERVAL_MS = 30_000;

/** At the end of an invoice's time a webhook and the provider's clock need a moment. */
const AFTER_EXPIRY_MS = 5000;
/** An unpaid invoice is looked at once more at each of these times after its end, because coins may come late. */
const LATE_LOOKS_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS];
/** No invoice is polled for longer. The sweep over the provider's list sees money that comes later. */
const GIVE_UP_MS = 30 * DAY_MS;

interface Watched {
  status: string;
  createdAt: Date;
  expiresAt: Date | null;
}

/**
 * When the poller should look at an invoice next, or null if nothing is expected any more. Open invoices: every 30 s at
 * first, then less often with age, once right after they end, then less often again. Unpaid ones: a few more times.
 */
export function nextCheckAt(invoice: Watched, now: Date): Date | null {
  const means = PROVIDER_STATUSES[invoice.status]?.means ?? 'open';
  const age = now.getTime() - invoice.createdAt.getTime();
  if (age > GIVE_UP_MS) return null;
  if (means === 'paid' || means === 'refunded') return null;
  const end = (invoice.expiresAt ?? invoice.createdAt).getTime();
  const sinceEnd = now.getTime() - end;
  if (means === 'expired' || means === 'short' || means === 'failed') {
    const next = LATE_LOOKS_MS.find((wait) => wait > sinceEnd);
    return next === undefined ? null : new Date(end + next);
  }
  if (sinceEnd >= 0) return later(now, clamp(sinceEnd / 2, MINUTE_MS, 6 * HOUR_MS));
  const next = later(now, clamp(age / 4, LOOK_INTERVAL_MS, 10 * MINUTE_MS));
  const atEnd = new Date(Math.max(end + AFTER_EXPIRY_MS, now.getTime() + LOOK_INTERVAL_MS));
  return atEnd.getTime() - next.getTime() < LOOK_INTERVAL_MS ? atEnd : next;
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + Math.round(ms));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
