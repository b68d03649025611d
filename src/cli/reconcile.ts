import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { SingleBar } from 'cli-progress';
import { DAY_MS } from '../lib/index.ts';
import type { App } from '../app.ts';
import {
  exportBreaks,
  findDailyReport,
  paymentReport,
  runSweep,
  withStatement,
  type PaymentReport,
  type Statement,
  type Sweep,
} from '../reconciliation/index.ts';
import { option, timeOption } from './options.ts';
import { writeWhole } from './wholeFile.ts';

type Period = { from: Date; to: Date };

/**
 * `--from` and `--to` are ISO 8601 dates or times (UTC if no zone is given). The default is the last day, or the period of the
 * statement. `--statement <file>`: a CSV of the provider instead of its list. `--out <file>`: writes the breaks of the period
 * as CSV. Prints what it found and the report of the period. Exit code 1 when breaks of the period are still open, 2 when
 * the input is wrong.
 */
export async function reconcileCommand(app: App, args: readonly string[]): Promise<number> {
  const file = option(args, '--statement');
  if (file === undefined) return reconcile(app, args, undefined);
  // Report a missing file at once, not in the middle of the work.
  const text = createReadStream(file, 'utf8');
  try {
    await once(text, 'open');
  } catch (error) {
    console.error(`The statement cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  return withStatement(app, text as AsyncIterable<string>, (statement) => reconcile(app, args, statement));
}

async function reconcile(
  app: App,
  args: readonly string[],
  statement: Statement | undefined,
): Promise<number> {
  const now = Date.now();
  const from = timeOption(args, '--from', statement?.from ?? new Date(now - DAY_MS));
  const to = timeOption(args, '--to', statement?.to ?? new Date(now));
  if (!from || !to || from >= to) {
    console.error(
      'Usage: reconcile --from 2026-11-01 --to 2026-11-02T12:00 (ISO 8601, --from must be before --to)',
    );
    return 2;
  }
  if (statement)
    console.log(`statement      ${statement.rows} rows, ${time(statement.from)} to ${time(statement.to)}`);
  const sweep = await sweepWithBar(app, { from, to }, statement);
  console.log(`rows           ${sweep.providerRows} at the provider, ${sweep.ourRows} with us`);
  console.log(`agree          ${sweep.matched}`);
  console.log(`healed now     ${sweep.healed}`);
  console.log(`breaks         ${sweep.opened} new, ${sweep.closed} closed, ${sweep.left} open`);
  printReport(await paymentReport(app, { from, to }));
  const out = option(args, '--out');
  if (out !== undefined) await writeBreaks(app, { from, to }, out);
  return sweep.left === 0 ? 0 : 1;
}

async function sweepWithBar(app: App, period: Period, statement: Statement | undefined): Promise<Sweep> {
  const bar = new SingleBar({
    format: '{bar} {percentage} %  provider {providerRows}  ours {ourRows}  breaks {opened}',
    noTTYOutput: false,
  });
  bar.start(1000, 0, { providerRows: 0, ourRows: 0, opened: 0 });
  return runSweep(app, {
    ...period,
    startedBy: 'cli',
    ...(statement ? { statement: statement.pages } : {}),
    onProgress: ({ done, ...counts }) => bar.update(Math.round(done * 1000), counts),
  }).finally(() => bar.stop());
}

/** Prints the report of the day in `--day 2026-11-01`, or the newest report. Exit code 1: there is none. */
export async function reportCommand(app: App, args: readonly string[]): Promise<number> {
  const found = await findDailyReport(app, option(args, '--day'));
  if (!found) {
    console.error('There is no such report. The report of a day is made after the day ends (UTC).');
    return 1;
  }
  console.log(`day            ${found.day}, made ${time(found.madeAt)}`);
  printReport(found.report);
  return 0;
}

function printReport({
  invoices,
  amounts,
  breaks,
  ages,
  clearing,
}: Omit<PaymentReport, 'from' | 'to'>): void {
  for (const { asset, status, count, received, asked, fees } of invoices)
    console.log(
      `${status.padEnd(14)} ${count} invoices, received ${received} of ${asked} ${asset}, fees ${fees}`,
    );
  for (const { kind, asset, change } of amounts) console.log(`ledger         ${kind} ${change} ${asset}`);
  for (const row of breaks)
    console.log(`break          ${row.class}: ${row.opened} new, ${row.resolved} closed, ${row.open} open`);
  if (ages.length > 0)
    console.log(`open by age    ${ages.map(({ age, open }) => `${age}: ${open}`).join(', ')}`);
  const { asset, ledger, provider, difference, others } = clearing;
  console.log(
    `balance        ledger ${ledger} ${asset}, provider ${provider === null ? 'did not answer' : `${provider}, difference ${difference}`}`,
  );
  for (const { amount, currency } of others) console.log(`balance        provider ${amount} ${currency}`);
}

async function writeBreaks(app: App, period: Period, file: string): Promise<void> {
  let lines = -1;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of exportBreaks(app, period)) {
      lines++;
      yield line;
    }
  }
  await writeWhole(file, counted());
  console.log(`${lines} breaks in ${file}`);
}

function time(date: Date): string {
  return new Date(date).toISOString().slice(0, 19);
}
