import { writeFile } from 'node:fs/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { SingleBar } from 'cli-progress';
import { makeBackup, restoreBackup } from '../backup/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import { createDb, createLogger, dbOptions, type Config } from '../platform/index.ts';
import { option } from './options.ts';

/** Writes a backup and prints where it is. Returns the exit code. */
export async function backupCommand(config: Config): Promise<number> {
  const bar = new SingleBar({ format: '{bar} {value}/{total} tables  {table}', noTTYOutput: false });
  bar.start(1, 0, { table: '' });
  const { file, bytes, rows, removed } = await makeBackup(config, {
    now: new Date(),
    onTable: (done, total, table) => {
      bar.setTotal(total);
      bar.update(done, { table });
    },
  }).finally(() => bar.stop());
  console.log(`${file}: ${rows} rows, ${bytes} bytes`);
  if (removed.length > 0)
    console.log(`removed, because only the newest ${config.BACKUP_KEEP} stay: ${removed.join(', ')}`);
  return 0;
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

/** Restores into the database of the configuration and checks the ledger. Exit code 1 when the ledger is broken. */
export async function restoreCommand(
  config: Config,
  [file = '', ...args]: readonly string[],
): Promise<number> {
  const identityFile = option(args, '--identity') ?? '';
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
