import { DAY_MS } from '../../../lib/index.ts';
import {
  findDailyReport,
  listDailyReports,
  paymentReport,
  type DailyReport,
  type PaymentReport,
} from '../../../reconciliation/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { readTime } from '../../access/period.ts';
import { moneyText, type MoneyStyle } from '../../access/reader/index.ts';

const DAYS_OF_A_PAGE = 30;

/** What the provider holds, by the ledger and by its own answer. Amounts are in the form that people read. */
export interface ShownClearing extends Omit<PaymentReport['clearing'], 'others'> {
  /** Both sides say the same. Also false if the provider said nothing. */
  agrees: boolean;
  others: string[];
}
/** A stored report in one line. */
export interface DayLine extends Pick<ShownClearing, 'ledger' | 'provider' | 'difference' | 'agrees'> {
  day: string;
  madeAt: string;
  openBreaks: number;
}
export interface ReportView extends Omit<PaymentReport, 'from' | 'to' | 'clearing'> {
  from: string;
  to: string;
  clearing: ShownClearing;
  /** When the report of a day was stored. Null: it was made for this answer. */
  madeAt: string | null;
  /** Stored reports, the newest first. */
  days: DayLine[];
  /** The `before` of the next page of reports. */
  next: string | null;
}

/**
 * Payments as finance reads them: the stored report of a `day`, or of the period `from` … `to` (by default the last
 * whole day of UTC); and the list of stored reports, from the newest or from `before` a day. It reads in the role that
 * can change nothing.
 */
export async function readReport(
  { panel }: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<ReportView> {
  const day = readDay(query['day']);
  const stored = day === undefined ? undefined : await findDailyReport({ db: panel.reads }, day);
  const [report, listed] = await Promise.all([
    stored ? ofDay(stored) : makeNow(panel, query),
    listDailyReports({ db: panel.reads }, { before: readDay(query['before']), limit: DAYS_OF_A_PAGE + 1 }),
  ]);
  const days = listed.slice(0, DAYS_OF_A_PAGE);
  const next = listed.length > days.length ? (days.at(-1)?.day ?? null) : null;
  const lines = days.map((one) => lineOf(panel.style, one));
  return { ...report, ...withMoney(panel.style, report), days: lines, next };
}

/** A day such as 2026-11-01. Anything else is undefined, also the 31st of February. */
function readDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  return readTime(value)?.toISOString().startsWith(value) === true ? value : undefined;
}

/** A report with its period. Its amounts are still plain decimals. */
type Made = Omit<PaymentReport, 'from' | 'to'> & Pick<ReportView, 'from' | 'to' | 'madeAt'>;

/** The application asks the provider for its balance. */
async function makeNow(panel: Panel, query: Readonly<Record<string, unknown>>): Promise<Made> {
  const today = new Date(Math.floor(panel.app.clock.now().getTime() / DAY_MS) * DAY_MS);
  const to = readTime(query['to']) ?? today;
  const from = readTime(query['from']) ?? new Date(to.getTime() - DAY_MS);
  const report = await paymentReport(
    { ...panel.app, db: panel.reads },
    from < to ? { from, to } : { from: to, to: from },
  );
  return { ...report, from: report.from.toISOString(), to: report.to.toISOString(), madeAt: null };
}

function ofDay({ day, madeAt, report }: DailyReport): Made {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  return { ...report, from: from.toISOString(), to: to.toISOString(), madeAt: madeAt.toISOString() };
}

function lineOf(style: MoneyStyle, { day, madeAt, report }: DailyReport): DayLine {
  const { ledger, provider, difference, agrees } = shownClearing(style, report.clearing);
  const openBreaks = report.breaks.reduce((total, { open }) => total + open, 0);
  return { day, madeAt: madeAt.toISOString(), ledger, provider, difference, agrees, openBreaks };
}

/** Turns the amounts of a report into the form that people read. */
function withMoney(
  style: MoneyStyle,
  { invoices, amounts, clearing }: Made,
): Pick<ReportView, 'invoices' | 'amounts' | 'clearing'> {
  return {
    invoices: invoices.map((row) => ({
      ...row,
      asked: decimalText(style, row.asked, row.asset),
      received: decimalText(style, row.received, row.asset),
      fees: decimalText(style, row.fees, row.asset),
    })),
    amounts: amounts.map((row) => ({ ...row, change: decimalText(style, row.change, row.asset) })),
    clearing: shownClearing(style, clearing),
  };
}

function shownClearing(style: MoneyStyle, clearing: PaymentReport['clearing']): ShownClearing {
  const { asset, ledger, provider, difference, others } = clearing;
  const shown = (decimal: string | null): string | null =>
    decimal === null ? null : decimalText(style, decimal, asset);
  return {
    ...clearing,
    ledger: decimalText(style, ledger, asset),
    provider: shown(provider),
    difference: shown(difference),
    agrees: difference === '0',
    others: others.map(({ currency, amount }) => decimalText(style, amount, currency)),
  };
}

/**
 * A decimal in the usual form of amounts. It keeps all its decimals, because the provider may send more than our asset
 * has.
 */
function decimalText(style: MoneyStyle, decimal: string, asset: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return moneyText({ ...style, exponent: () => fraction.length }, BigInt(whole + fraction), asset);
}
