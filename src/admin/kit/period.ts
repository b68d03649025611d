/** One side of a period as it is typed: a day, and a time if a day is not exact enough. Empty: this side is open. */
export interface Typed {
  readonly day: string;
  readonly time: string;
}

/**
 * The moment of one side of a period, in the browser's time zone, as ISO 8601. A day without a time is the whole day,
 * so an end reaches to the last moment of its day. A minute as the end is included too.
 */
export function momentOf({ day, time }: Typed, side: 'from' | 'to'): string {
  if (day === '') return '';
  const end = side === 'to';
  const clock = time === '' ? (end ? '23:59' : '00:00') : time;
  const moment = new Date(`${day}T${clock}:${end ? '59.999' : '00.000'}`);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}

/** The typed text for a moment. It is the reverse, so that a saved address shows the same form. */
export function typedOf(iso: string, side: 'from' | 'to'): Typed {
  const moment = new Date(iso);
  if (iso === '' || Number.isNaN(moment.getTime())) return { day: '', time: '' };
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString();
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  const isWhole = momentOf({ day, time: '' }, side) === moment.toISOString();
  return { day, time: isWhole ? '' : time };
}
