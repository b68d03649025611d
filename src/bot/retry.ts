import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/index.ts';

/**
 * Bounds of the wait between two tries. A person waits, so the wait stays short for a day. After that it hardly
 * matters.
 */
const SHORTEST_MS = 2000;
const LONGEST_MS = MINUTE_MS;
const LONGEST_LATER_MS = HOUR_MS;

/** Seconds until the next try of something that is owed since `since`: a quarter of the time that it has waited. */
export function retryAfter(since: Date): number {
  const ageMs = Date.now() - since.getTime();
  const longest = ageMs < DAY_MS ? LONGEST_MS : LONGEST_LATER_MS;
  return Math.ceil(Math.min(Math.max(ageMs / 4, SHORTEST_MS), longest) / 1000);
}
