import { DAY_MS, MINUTE_MS } from '../lib/index.ts';

/** Hours in which somebody does not want to be disturbed: minutes of the day in a time zone. They may go over midnight. */
export interface Quiet {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

const DAY_MINUTES = DAY_MS / MINUTE_MS;

/** When the quiet hours end that go on at `now`. Undefined: it is not quiet. */
export function quietUntil({ from, to, zone }: Quiet, now: Date): Date | undefined {
  const minute = minuteOfDay(now, zone);
  const passed = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES;
  if (passed >= length) return undefined;
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(start + (length - passed) * MINUTE_MS);
}

export function isZone(zone: string): boolean {
  try {
    return zone !== '' && Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function minuteOfDay(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return part('hour') * 60 + part('minute');
}
