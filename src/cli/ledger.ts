import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import type { App } from '../app.ts';
import { EXPORT_FORMATS, exportLedger, verifyLedger } from '../ledger/index.ts';
import { option, timeOption } from './options.ts';
import { unwritable, writeWhole } from './wholeFile.ts';

const CHAIN = 'a block does not match its rows and the block before it';

/**
 * Checks the whole ledger and names the first broken row. `--closings <file>` also compares the chain with closings that
 * somebody kept elsewhere: one per line, as in the log, as in the webhook, or as `2026-11-22 <hash>`. Exit code 1
 * when something is broken, 2 when the file cannot be used.
 */
export async function verifyLedgerCommand(app: Pick<App, 'db'>, args: readonly string[]): Promise<number> {
  const published = await closingsFrom(option(args, '--closings'));
  if (typeof published === 'string') {
    console.error(published);
    return 2;
  }
  const bar = progress();
  const result = await verifyLedger(app.db, {
    published,
    onProgress: (done, total) => show(bar, done, total),
  }).finally(() => bar.stop());

  console.log(
    `${result.blocks} blocks, ${result.transfers} transfers, ${published.size} closings from outside`,
  );
  console.log(`head of the chain: ${result.head ?? 'nothing is sealed yet'}`);
  const { broken } = result;
  if (!broken) {
    console.log('The ledger is sound.');
    return 0;
  }
  const where = [
    broken.position === null ? '' : `position ${broken.position}`,
    broken.journalId === null ? '' : `journal ${broken.journalId} line ${broken.line}`,
    broken.accountId === null ? '' : `account ${broken.accountId} entry ${broken.seq}`,
  ].filter((part) => part !== '');
  const problem = broken.problem === 'chain' ? CHAIN : broken.problem;
  console.error(`BROKEN: ${problem}${where.length > 0 ? ` at ${where.join(', ')}` : ''}`);
  return 1;
}

/**
 * Writes every transfer of a period to a file. Options and their defaults: `--format csv|jsonl` (csv), `--from` and `--to`
 * (ISO 8601, UTC if no zone is given; all transfers), `--out <file>` (standard output, without a progress bar). Exit code 2
 * when the input is wrong.
 */
export async function exportLedgerCommand(app: Pick<App, 'db'>, args: readonly string[]): Promise<number> {
  const format = EXPORT_FORMATS.find((known) => known === (option(args, '--format') ?? 'csv'));
  const from = timeOption(args, '--from', new Date(0));
  const to = timeOption(args, '--to', new Date());
  const file = option(args, '--out');
  if (!format || !from || !to || from >= to || file === '') {
    console.error(
      'Usage: ledger export [--format csv|jsonl] [--from 2026-11-01] [--to 2026-12-01T12:00] [--out <file>]',
    );
    return 2;
  }
  const bar = file === undefined ? undefined : progress();
  let lines = format === 'csv' ? -1 : 0;
  const onProgress = (done: bigint, total: bigint): void => bar && show(bar, done, total);
  const source = exportLedger(app.db, { format, from, to, onProgress });
  async function* counted(): AsyncGenerator<string> {
    for await (const line of source) {
      lines++;
      yield line;
    }
  }
  try {
    // We write only as fast as the reader reads, so nothing piles up in memory.
    if (file === undefined) await pipeline(counted, process.stdout, { end: false });
    else await writeWhole(file, counted());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0; // the reader closed the pipe
    const reason = unwritable(error);
    if (reason === undefined) throw error;
    console.error(`${file} cannot be written: ${reason}`);
    return 2;
  } finally {
    bar?.stop();
  }
  if (file !== undefined) console.log(`${lines} transfers in ${file}`);
  return 0;
}

function progress(): SingleBar {
  const bar = new SingleBar({ format: '{bar} {percentage} %  {eta_formatted} left', noTTYOutput: false });
  bar.start(1000, 0);
  return bar;
}

function show(bar: SingleBar, done: bigint, total: bigint): void {
  bar.update(total === 0n ? 1000 : Number((done * 1000n) / total));
}

/** Closings by day, or a text that says why there are none. */
async function closingsFrom(file: string | undefined): Promise<Map<string, string> | string> {
  if (file === undefined) return new Map();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') return `The closings cannot be read: ${text.message}`;
  const closings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const day = /\b\d{4}-\d\d-\d\d\b/.exec(line.replace(/"time":"[^"]*"/, ''))?.[0];
    const hash = /\b[0-9a-f]{64}\b/.exec(line)?.[0];
    if (day !== undefined && hash !== undefined) closings.set(day, hash);
  }
  return closings.size > 0 ? closings : `${file} has no closing (a line with a day and a hash of 64 digits).`;
}
