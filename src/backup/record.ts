import path from 'node:path';
import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { runAfterCommand } from './afterCommand.ts';
import { drillRestore, type Drilled } from './drill.ts';
import type { OnTable } from './dump.ts';
import { makeBackup, type Backup } from './make.ts';
import { noteCopy, noteFailure, noteStart, noteSuccess } from './records.ts';

type Part = Pick<Context, 'config' | 'db' | 'clock' | 'log'>;

/** Makes a backup and notes how it went. Its copy is a step of its own. Errors: those of {@link makeBackup}. */
export function recordedBackup(
  context: Part,
  options: { onTable?: OnTable; signal?: AbortSignal } = {},
): Promise<Backup & { id: string }> {
  const { config, clock } = context;
  return recorded(context, 'backup', (onStart) =>
    makeBackup(config, { ...options, now: clock.now(), onStart }),
  );
}

/** Hands a finished backup to BACKUP_AFTER_COMMAND and notes how it went. Errors: BACKUP_COPY_FAILED. */
export async function copyBackup(
  { config, db, clock }: Part,
  { id, file }: { id: string; file: string },
  signal?: AbortSignal,
): Promise<void> {
  try {
    const whole = path.resolve(config.BACKUP_DIR, path.basename(file));
    await runAfterCommand(config.BACKUP_AFTER_COMMAND, whole, { signal });
    await noteCopy(db, id, clock.now());
  } catch (error) {
    await noteCopy(db, id, clock.now(), error);
    throw error;
  }
}

/** Restores a backup for trial and notes how it went. Errors: those of {@link drillRestore}. */
export function recordedDrill(
  context: Part,
  input: { file: string; identityFile: string; onTable?: (table: string) => void },
): Promise<Drilled & { id: string }> {
  const { config, log } = context;
  return recorded(context, 'drill', async (onStart) => ({
    ...(await drillRestore(config, log, { ...input, onStart })),
    file: input.file,
    bytes: null,
  }));
}

/** What is noted only informs: a backup that could not be noted is still made, for instance before a migration. */
async function recorded<T extends { file: string; bytes: number | null; rows: number }>(
  { db, clock, log }: Part,
  kind: 'backup' | 'drill',
  work: (onStart: () => Promise<void>) => Promise<T>,
): Promise<T & { id: string }> {
  let id = '';
  const note = async (write: () => Promise<unknown>): Promise<void> => {
    await write().catch((error: unknown) => log.warn({ kind, err: error }, 'backup: it could not be noted'));
  };
  const start = (): Promise<void> =>
    note(async () => {
      id = await noteStart(db, kind, clock.now());
    });
  try {
    const result = await work(start);
    await note(() => noteSuccess(db, id, { ...result, file: path.basename(result.file), at: clock.now() }));
    return { ...result, id };
  } catch (error) {
    // A run that another one kept out is no failure of its own.
    if (error instanceof AppError && error.code === 'BACKUP_RUNNING') throw error;
    if (id === '') await start();
    await note(() => noteFailure(db, id, clock.now(), error));
    throw error;
  }
}
