import {
  findDailyReport,
  listDailyReports,
  paymentReport,
  type DailyReport,
  type PaymentReport,
} from '../../../reconciliation/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { readTime } from '../../access/period.ts';

const DAY_MS = 86_400_000;
const DAYS_OF_A_PAGE = 30;

/** A stored report in one line. */
interface DayLine {
  day: string;
  madeAt: string;
  asset: string;
  ledger: string;
  provider: string | null;
  difference: string | null;
  openBreaks: number;
}
interface ReportPage extends Omit<PaymentReport, 'from' | 'to'> {
  from: string;
  to: string;
  /** When the report of a day was stored; null: it was made for this answer. */
  madeAt: string | null;
  /** Stored reports, the newest first. */
  days: DayLine[];
  /** The `before` of the next page of them. */
  next: string | null;
}

/**
 * Payments as finance reads them: the stored report of a `day`, or of the period `from` … `to`, by default the last whole
 * day of UTC; and the list of stored reports, from the newest or `before` a day. The role that can change nothing reads.
 */
export async function readReport(
  { panel }: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<ReportPage> {
  const day = readDay(query['day']);
  const stored = day === undefined ? undefined : await findDailyReport({ db: panel.reads }, day);
  const [report, listed] = await Promise.all([
    stored ? showStored(stored) : makeNow(panel, query),
    listDailyReports({ db: panel.reads }, { before: readDay(query['before']), limit: DAYS_OF_A_PAGE + 1 }),
  ]);
  const days = listed.slice(0, DAYS_OF_A_PAGE);
  const next = listed.length > days.length ? (days.at(-1)?.day ?? null) : null;
  return { ...report, days: days.map(lineOf), next };
}

/** A day such as 2026-11-01; anything else, the 31st of February too, is none. */
function readDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  return readTime(value)?.toISOString().startsWith(value) === true ? value : undefined;
}

type Shown = Omit<ReportPage, 'days' | 'next'>;

/** The provider is asked for its balance by the application. */
async function makeNow(panel: Panel, query: Readonly<Record<string, unknown>>): Promise<Shown> {
  const today = new Date(Math.floor(panel.app.clock.now().getTime() / DAY_MS) * DAY_MS);
  const to = readTime(query['to']) ?? today;
  const from = readTime(query['from']) ?? new Date(to.getTime() - DAY_MS);
  const report = await paymentReport(
    { ...panel.app, db: panel.reads },
    from < to ? { from, to } : { from: to, to: from },
  );
  return { ...report, from: report.from.toISOString(), to: report.to.toISOString(), madeAt: null };
}

function showStored({ day, madeAt, report }: DailyReport): Shown {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  return { ...report, from: from.toISOString(), to: to.toISOString(), madeAt: madeAt.toISOString() };
}

function lineOf({ day, madeAt, report }: DailyReport): DayLine {
  const { asset, ledger, provider, difference } = report.clearing;
  const openBreaks = report.breaks.reduce((total, { open }) => total + open, 0);
  return { day, madeAt: madeAt.toISOString(), asset, ledger, provider, difference, openBreaks };
}
