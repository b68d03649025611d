import { DAY_MS, HOUR_MS } from '../lib/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import { paymentReport } from './report.ts';

/** A day's report waits this long for the provider's balance. Then it is made without it. */
const PATIENCE_MS = 6 * HOUR_MS;
/** After a longer pause older days are left out. */
const MOST_DAYS = 31;

/**
 * Makes the report of each day that is over and has none: at first of yesterday, later of every day since the last
 * report. Returns the days. Any number of workers may do so at once.
 */
export async function makeDailyReports(context: PaymentsContext): Promise<string[]> {
  const { db, log } = context;
  const now = context.clock.now().getTime();
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const row = await db.one<{ last: string | null }>('SELECT max(day)::text AS last FROM payment_reports');
  const after = row?.last ? Date.parse(`${row.last}T00:00:00Z`) + DAY_MS : today - DAY_MS;
  const made: string[] = [];
  for (let start = Math.max(after, today - MOST_DAYS * DAY_MS); start < today; start += DAY_MS) {
    const day = new Date(start).toISOString().slice(0, 10);
    const report = await paymentReport(context, { from: new Date(start), to: new Date(start + DAY_MS) });
    if (report.clearing.provider === null && now - (start + DAY_MS) < PATIENCE_MS) {
      log.warn({ day }, 'the daily report waits, because the balance at the provider is unknown');
      break;
    }
    await db.query('INSERT INTO payment_reports (day, report) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      day,
      JSON.stringify(report),
    ]);
    log.info({ day, report }, 'daily report of payments');
    made.push(day);
  }
  return made;
}
