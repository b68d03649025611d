import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a program to its end; throws with its output when it fails. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): string {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} failed (${result.status}):\n${result.stdout}${result.stderr}`,
    );
  return result.stdout;
}

export function onPath(command: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? undefined : found;
}

/** The last lines of what a server wrote, to be shown when it does not start. */
export function endOf(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch {
    return `(no log at ${logFile})`;
  }
}

/** Servers that run now, with the signal that ends each of them at once. */
const running = new Map<ChildProcess, NodeJS.Signals>();
// Whatever ends us (a test file that cannot be loaded, an error in a script), no server stays behind.
process.once('exit', () => {
  for (const [child, signal] of running) child.kill(signal);
});

/** A signal that nobody else listens to would end us without an `exit`: a test worker, a script at a Ctrl-C. */
function exitOnSignals(): void {
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(128 + number));
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C in the terminal reaches only us and we
 * stop it in order. `endSignal` ends it at once when we end without having stopped it.
 */
export function startServer(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { endSignal: NodeJS.Signals },
): ChildProcess {
  const { endSignal, ...rest } = options;
  exitOnSignals();
  const child = spawn(command, args, { ...rest, detached: true, stdio: options.stdio ?? 'ignore' });
  running.set(child, endSignal);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Sends a signal and waits until the process is gone; after `timeoutMs` it is killed. */
export async function stopServer(
  child: ChildProcess,
  signal: NodeJS.Signals,
  timeoutMs = 10_000,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  await gone;
  clearTimeout(timer);
}
