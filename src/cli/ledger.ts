import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { SingleBar } from 'cli-progress';
import type { App } from '../app.ts';
import { EXPORT_FORMATS, exportLedger, verifyLedger } from '../ledger/index.ts';

/**
 * Walks the whole ledger and names the first broken row. `--closings <file>` also holds the chain against closings that
 * were kept outside: one per line, as the log writes them or as `2026-11-22 <hash>`. Exit code 1 when anything is broken.
 */
export async function verifyLedgerCommand(app: App, args: readonly string[]): Promise<number> {
  const file = option(args, '--closings');
  const published =
    file === undefined ? new Map<string, string>() : readClosings(await readFile(file, 'utf8'));
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
  console.error(`BROKEN: ${broken.problem}${where.length > 0 ? ` at ${where.join(', ')}` : ''}`);
  return 1;
}

/**
 * Writes every transfer of a period to a file: `--format csv|jsonl` (csv), `--from`, `--to` (ISO 8601; everything),
 * `--out <file>` (standard output, then without a progress bar). Exit code 2 when the input is wrong.
 */
export async function exportLedgerCommand(app: App, args: readonly string[]): Promise<number> {
  const format = EXPORT_FORMATS.find((known) => known === (option(args, '--format') ?? 'csv'));
  const from = new Date(option(args, '--from') ?? 0);
  const to = new Date(option(args, '--to') ?? Date.now());
  if (!format || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
    console.error('Usage: ledger export [--format csv|jsonl] [--from <time>] [--to <time>] [--out <file>]');
    return 2;
  }
  const file = option(args, '--out');
  const target = file === undefined ? process.stdout : createWriteStream(file);
  const bar = file === undefined ? undefined : progress();
  let lines = 0;
  const onProgress = (done: bigint, total: bigint): void => bar && show(bar, done, total);
  for await (const line of exportLedger(app.db, { format, from, to, onProgress })) {
    lines++;
    // Whoever reads sets the pace: nothing piles up here.
    if (!target.write(line)) await once(target, 'drain');
  }
  bar?.stop();
  if (file !== undefined) {
    target.end();
    await once(target, 'finish');
    console.log(`${format === 'csv' ? lines - 1 : lines} transfers in ${file}`);
  }
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

function readClosings(text: string): Map<string, string> {
  const closings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const day = /\b\d{4}-\d\d-\d\d\b/.exec(line.replace(/"time":"[^"]*"/, ''))?.[0];
    const hash = /\b[0-9a-f]{64}\b/.exec(line)?.[0];
    if (day !== undefined && hash !== undefined) closings.set(day, hash);
  }
  return closings;
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
