/** One side of a period as it is typed: a day, and a time where a day is too coarse. Empty: that side is open. */
export interface Typed {
  readonly day: string;
  readonly time: string;
}

/**
 * The moment that one side of a period means, in the browser's zone, as ISO 8601. A day without a time is the whole day,
 * so as the end it reaches to its last moment; a minute as the end is in the period as well.
 */
export function momentOf({ day, time }: Typed, side: 'from' | 'to'): string {
  if (day === '') return '';
  const end = side === 'to';
  const clock = time === '' ? (end ? '23:59' : '00:00') : time;
  const moment = new Date(`${day}T${clock}:${end ? '59.999' : '00.000'}`);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}

/** What was typed for a moment: the way back, so that an address that was kept shows the same form. */
export function typedOf(iso: string, side: 'from' | 'to'): Typed {
  const moment = new Date(iso);
  if (iso === '' || Number.isNaN(moment.getTime())) return { day: '', time: '' };
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString();
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  const isWhole = momentOf({ day, time: '' }, side) === moment.toISOString();
  return { day, time: isWhole ? '' : time };
}
