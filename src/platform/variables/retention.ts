/**
 * How many days rows are kept, and how short an installation may make it: money, fraud and law need them for at least that
 * long. What each name removes is in `src/retention/policy.ts`; drops of whole months have the same bounds in the database.
 */
export const KEPT_DAYS = {
  outbox: { days: 60, least: 35 },
  shown_errors: { days: 400, least: 90 },
  security_events: { days: 730, least: 365 },
  fraud_events: { days: 1095, least: 365 },
  fraud_hits: { days: 1095, least: 365 },
  provider_events: { days: 400, least: 180 },
  supplier_events: { days: 400, least: 180 },
  delivery_answers: { days: 400, least: 180 },
  notifications: { days: 400, least: 90 },
  error_groups: { days: 180, least: 30 },
  alerts: { days: 400, least: 30 },
  alert_codes: { days: 7, least: 1 },
  float_readings: { days: 730, least: 90 },
  supplier_quotes: { days: 730, least: 90 },
  sweeps: { days: 400, least: 60 },
} as const satisfies Record<string, { days: number; least: number }>;
export type KeptName = keyof typeof KEPT_DAYS;

const MOST_DAYS = 36_500;

/** Reads `outbox:90,alerts:365`. Names that are left out keep their days. Returns a problem as a text. */
export function readKeptDays(text: string): Readonly<Record<KeptName, number>> | string {
  const days: Record<string, number> = Object.fromEntries(
    Object.entries(KEPT_DAYS).map(([name, kept]) => [name, kept.days]),
  );
  for (const item of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name = '', given = ''] = /^\s*(\w+)\s*:\s*(\d{1,5})\s*$/.exec(item) ?? [];
    const kept = Object.entries(KEPT_DAYS).find(([known]) => known === name)?.[1];
    if (!kept) return `must be name:days, comma separated, of ${Object.keys(KEPT_DAYS).join(', ')}`;
    if (Number(given) < kept.least || Number(given) > MOST_DAYS)
      return `must keep ${name} for ${kept.least} to ${MOST_DAYS} days`;
    days[name] = Number(given);
  }
  return days as Record<KeptName, number>;
}
