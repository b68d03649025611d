import { spawn } from 'node:child_process';
import { AppError, HOUR_MS } from '../lib/index.ts';
import { foreignEnvironment } from '../platform/index.ts';

/** A copy that hangs ends after this time. */
const LIMIT_MS = 6 * HOUR_MS;
/** So much of what the command says is kept. */
const WORDS = 300;

/**
 * Runs the command of the operator for one finished backup. BACKUP_FILE names the file. The command gets the environment
 * without the product's own variables, because it needs none of our secrets.
 * Errors: BACKUP_COPY_FAILED, with the end of what the command wrote to its error output.
 */
export async function runAfterCommand(
  command: string,
  file: string,
  { signal, limitMs = LIMIT_MS }: { signal?: AbortSignal | undefined; limitMs?: number } = {},
): Promise<void> {
  // A group of its own, so that everything that the command started ends with it.
  const child = spawn('/bin/sh', ['-c', command], {
    env: { ...foreignEnvironment(), BACKUP_FILE: file },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let words = '';
  child.stderr.on('data', (data: Buffer) => {
    words = `${words}${data.toString('utf8')}`.slice(-WORDS);
  });
  let stopped = '';
  const stop = (why: string) => () => {
    stopped = why;
    if (child.pid !== undefined) killGroup(child.pid);
  };
  const tooLong = setTimeout(stop(`it took longer than ${limitMs / 1000} s`), limitMs);
  const aborted = stop('the product was stopped');
  signal?.addEventListener('abort', aborted);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0 || stopped !== '')
      throw failed(stopped || `exit code ${code}: ${words.trim() || 'it wrote nothing'}`);
  } finally {
    clearTimeout(tooLong);
    signal?.removeEventListener('abort', aborted);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

function failed(problem: string): AppError {
  return new AppError(
    'BACKUP_COPY_FAILED',
    { problem },
    { message: `BACKUP_AFTER_COMMAND failed: ${problem}` },
  );
}
