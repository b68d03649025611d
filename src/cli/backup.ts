import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { SingleBar } from 'cli-progress';
import { copyBackup, readBackups, recordedBackup, recordedDrill, restoreBackup } from '../backup/index.ts';
import { backupSigns } from '../health/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import { createDb, createLogger, dbOptions, type Config, type Context } from '../platform/index.ts';
import { option } from './options.ts';

/** Writes a backup, prints where it is, and copies it elsewhere. Returns the exit code. */
export async function backupCommand(app: Context): Promise<number> {
  const { config } = app;
  const bar = new SingleBar({ format: '{bar} {value}/{total} tables  {table}', noTTYOutput: false });
  bar.start(1, 0, { table: '' });
  const made = await recordedBackup(app, {
    onTable: (done, total, table) => {
      bar.setTotal(total);
      bar.update(done, { table });
    },
  }).finally(() => bar.stop());
  console.log(`${made.file}: ${made.rows} rows, ${made.bytes} bytes`);
  if (made.removed.length > 0)
    console.log(`removed, because only the newest ${config.BACKUP_KEEP} stay: ${made.removed.join(', ')}`);
  if (config.BACKUP_AFTER_COMMAND !== '') {
    await copyBackup(app, made);
    console.log('copied by BACKUP_AFTER_COMMAND');
  }
  return 0;
}

/** Prints when the last backup, copy and trial restore were. Exit code 1 when one is missing. */
export async function backupStatusCommand(app: Context): Promise<number> {
  const { good, goodDrill, tried, triedDrill } = await readBackups(app.db);
  const at = (time: Date | null | undefined): string => time?.toISOString() ?? 'never';
  console.log(
    `last backup         ${at(good?.startedAt)}${good ? `  ${good.file}, ${good.bytes} bytes` : ''}`,
  );
  console.log(`copied elsewhere    ${at(good?.copiedAt)}`);
  console.log(`last trial restore  ${at(goodDrill?.startedAt)}`);
  for (const failed of [tried, triedDrill])
    if (failed?.error) console.log(`failed              ${at(failed.startedAt)}  ${failed.error}`);
  const signs = await backupSigns(app);
  for (const { text } of signs) console.error(text);
  return signs.length === 0 ? 0 : 1;
}

/** Makes a key pair. It never overwrites a file, because the file may hold the only key to older backups. */
export async function backupKeygenCommand([file = '']: readonly string[]): Promise<number> {
  if (file === '') throw new AppError('INPUT_INVALID', {}, { message: 'Usage: backup keygen <file>' });
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  try {
    await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'INPUT_INVALID',
      { file },
      { message: `${file} cannot be written: ${problem}`, cause: error },
    );
  }
  console.log(
    `The private key is in ${file}. Keep two copies away from this machine: without it no backup can be opened.`,
  );
  console.log(`BACKUP_RECIPIENTS=${recipient}`);
  return 0;
}

/**
 * Restores a backup for trial into a scratch database, checks its ledger and drops it. Without a file: the newest backup.
 */
export async function drillCommand(app: Context, args: readonly string[]): Promise<number> {
  const { config } = app;
  const [given = ''] = args;
  const identityFile = option(args, '--identity') ?? config.BACKUP_DRILL_IDENTITY;
  const newest = (await readBackups(app.db)).good?.file;
  const named = given.startsWith('--') ? '' : given;
  const file = named || (newest ? path.join(config.BACKUP_DIR, newest) : '');
  if (file === '' || identityFile === '')
    throw new AppError('INPUT_INVALID', {}, { message: `Usage: ${DRILL_USAGE}` });
  const { rows, taken, transfers } = await recordedDrill(app, {
    file,
    identityFile,
    onTable: (table) => console.log(`  ${table}`),
  });
  console.log(
    `${rows} rows from ${taken.toISOString()} were restored into a scratch database, which is gone again.`,
  );
  console.log(`The ledger is sound: ${transfers} transfers.`);
  return 0;
}
export const DRILL_USAGE = 'restore --drill [backup] [--identity <file>]';

/** Restores into the database of the configuration and checks the ledger. Exit code 1 when the ledger is broken. */
export async function restoreCommand(
  config: Config,
  [file = '', ...args]: readonly string[],
): Promise<number> {
  const identityFile = option(args, '--identity') ?? '';
  if (args.includes('--drill')) throw new AppError('INPUT_INVALID', {}, { message: `Usage: ${DRILL_USAGE}` });
  if (file === '' || file.startsWith('--') || identityFile === '')
    throw new AppError('INPUT_INVALID', {}, { message: 'Usage: restore <backup> --identity <file>' });
  const log = createLogger({ ...config, LOG_LEVEL: 'error' });
  const { rows, taken, schema } = await restoreBackup(config, log, {
    file,
    identityFile,
    onTable: (table) => console.log(`  ${table}`),
  });
  console.log(`${rows} rows from ${taken.toISOString()} (${schema})`);
  const broken = await ledgerBreak(config);
  if (broken !== undefined) {
    console.error(`The restored ledger is BROKEN: ${broken}. See \`ledger verify\`.`);
    return 1;
  }
  console.log(
    'The ledger is sound. To find what the provider did since then, run `reconcile --from <that time>`.',
  );
  return 0;
}

async function ledgerBreak(config: Config): Promise<string | undefined> {
  const db = createDb(dbOptions(config), createLogger({ ...config, LOG_LEVEL: 'error' }));
  try {
    return (await verifyLedger(db)).broken?.problem;
  } finally {
    await db.close();
  }
}
