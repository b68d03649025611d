import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { PaymentReport } from './report.ts';

/** The state of a day (UTC) at its end. In `report` times are ISO 8601. */
export interface DailyReport {
  readonly day: string;
  readonly madeAt: Date;
  readonly report: Omit<PaymentReport, 'from' | 'to'>;
}

const COLUMNS = `day::text AS day, made_at AS "madeAt", report`;

/** The report of a day such as 2026-11-01, or the latest; undefined if there is none. Errors: INPUT_INVALID. */
export async function findDailyReport(
  { db }: { db: Queryable },
  day?: string,
): Promise<DailyReport | undefined> {
  if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))
    throw new AppError('INPUT_INVALID', { fields: 'day' });
  const { rows } = await db.query<DailyReport>(
    `SELECT ${COLUMNS} FROM payment_reports WHERE $1::text IS NULL OR day::text = $1 ORDER BY day DESC LIMIT 1`,
    [day ?? null],
  );
  return rows[0];
}

/** Reports of days, the newest first; `before` is the last day of the page before. */
export async function listDailyReports(
  { db }: { db: Queryable },
  input: { before?: string | undefined; limit: number },
): Promise<DailyReport[]> {
  const { rows } = await db.query<DailyReport>(
    `SELECT ${COLUMNS} FROM payment_reports WHERE $1::text IS NULL OR day::text < $1 ORDER BY day DESC LIMIT $2`,
    [input.before ?? null, Math.min(input.limit, 200)],
  );
  return rows;
}
