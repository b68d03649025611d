import { plain } from './plain.ts';

/** A moment in the reader's language and time zone. Seconds are shown only if they matter. */
export function moment(iso: unknown, language: string, withSeconds = false): string {
  const date = typeof iso === 'string' ? new Date(iso) : undefined;
  if (!date || Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(language, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
  }).format(date);
}

/** A day (`2026-11-28`) as a date in the reader's language. Another text stays as it is. */
export function dayName(day: string, language: string): string {
  const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date);
}

/** The time zone that {@link moment} uses: `UTC+3`, `UTC−5:30`. */
export function zoneName(date = new Date()): string {
  const minutes = -date.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  if (minutes === 0) return 'UTC';
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** A length of time as one number that a person reads at a glance: 5 min, 3 h, 2 d. */
export function span(milliseconds: number): { unit: 'minutes' | 'hours' | 'days'; n: number } {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return { unit: 'minutes', n: minutes };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { unit: 'hours', n: hours } : { unit: 'days', n: Math.round(hours / 24) };
}

export function since(iso: unknown): ReturnType<typeof span> {
  return span(Date.now() - new Date(String(iso)).getTime());
}

/** An amount with a real minus sign. */
export function withMinus(amount: string): string {
  return amount.replace('-', '−');
}

/** The end of a UUID is enough to tell two of them apart. A short number is shown whole. */
export function shortId(id: unknown): string {
  const text = plain(id);
  return text.length > 20 ? `…${text.slice(-8)}` : text;
}
