import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One process, and the signal that stops it in order. */
interface Noted {
  name: string;
  pid: number;
  born: string;
  signal: NodeJS.Signals;
}

/** Another `npm start` runs with the same data. */
export class AlreadyRunning extends Error {}

const PATIENCE_MS = 25_000;

/**
 * A file in the data folder that lists the processes of a start. After a crash of the starter (kill -9, a closed laptop)
 * its servers still run and use ports and data. The next start reads this file and ends them first.
 */
export class Note {
  readonly #file: string;
  readonly #noted: Noted[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(name: string, pid: number, signal: NodeJS.Signals): void {
    const born = bornAt(pid);
    if (born === undefined) return;
    this.#noted.push({ name, pid, born, signal });
    writeFileSync(this.#file, JSON.stringify(this.#noted, null, 2));
  }

  remove(): void {
    rmSync(this.#file, { force: true });
  }
}

/** Ends processes of an earlier start and returns their names. Errors: AlreadyRunning, if that start still runs. */
export async function endLeftovers(file: string): Promise<string[]> {
  const [starter, ...servers] = read(file);
  if (starter && lives(starter))
    throw new AlreadyRunning(
      `Starboard already runs with this data (process ${starter.pid}). Stop it there with Ctrl-C first.`,
    );
  const left = servers.filter(lives).toReversed();
  for (const server of left) await end(server);
  rmSync(file, { force: true });
  return left.map(({ name }) => name);
}

function read(file: string): Noted[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Noted[];
  } catch {
    return [];
  }
}

function lives({ pid, born }: Noted): boolean {
  return bornAt(pid) === born;
}

async function end(noted: Noted): Promise<void> {
  process.kill(noted.pid, noted.signal);
  for (const deadline = Date.now() + PATIENCE_MS; lives(noted) && Date.now() < deadline;) await sleep(100);
  if (lives(noted)) process.kill(noted.pid, 'SIGKILL');
}

/**
 * Returns the start time of a process, or undefined if there is none. The system uses process numbers again, but not with
 * the same start time.
 */
function bornAt(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.trim() || undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name in brackets may contain anything. The first field after it is the state, the twentieth the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
