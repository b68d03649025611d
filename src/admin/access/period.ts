import { DAY_MS, isStorableTime } from '../../lib/index.ts';

const DAYS = 30;

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The period of a query: `from` and `to` as ISO times. Without them, or if they make no sense: the last 30 days until
 * now.
 */
export function readPeriod(query: Readonly<Record<string, unknown>>, now: Date): Period {
  const to = readTime(query['to']) ?? now;
  const from = readTime(query['from']) ?? new Date(to.getTime() - DAYS * DAY_MS);
  return from < to ? { from, to } : { from: to, to: from };
}

/** A moment that PostgreSQL can hold, or undefined. */
export function readTime(value: unknown): Date | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const time = new Date(value);
  return isStorableTime(time) ? time : undefined;
}
