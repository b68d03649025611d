import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../scripts/services/run.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** One process of the product, started as an operator does. */
export interface Process {
  readonly pid: number;
  /** From the call to the line `started`. */
  readonly startSeconds: number;
  kill(): Promise<void>;
}

/** Errors: what it printed, if it ends before it serves. */
export async function startProcess(environment: Record<string, string>): Promise<Process> {
  const began = performance.now();
  const child = startServer(process.execPath, [MAIN, 'serve'], {
    endSignal: 'SIGKILL',
    // Not in the folder of the project, because its .env may have real keys.
    cwd: tmpdir(),
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"msg":"started"')) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const startSeconds = (performance.now() - began) / 1000;
  said = '';
  return {
    pid: child.pid ?? 0,
    startSeconds,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Resident memory in MiB. Linux only, as the two below. */
export function rssMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return Number(kib) / 1024;
}

/** Seconds of processor time of everything that this process started, so far. */
export function cpuOfChildren(): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  return all.filter(({ pid }) => isOurs(pid)).reduce((sum, { seconds }) => sum + seconds, 0);
}

const TICKS_PER_SECOND = 100;

/** proc(5): the fields after the name in brackets; 14 to 17 are the times of the process and of children that ended. */
function statOf(pid: number): { pid: number; parent: number; seconds: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND }];
  } catch {
    // It ended in the meantime.
    return [];
  }
}
