import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a program to its end. If it fails, throws with its output. */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: { uid?: number; gid?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
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

/** Returns the last lines of a server's log, to show them if it does not start. */
export function endOf(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch {
    return `(no log at ${logFile})`;
  }
}

/** Running servers, with the signal that ends each of them at once. */
const running = new Map<ChildProcess, NodeJS.Signals>();
// However our process ends (a test file that cannot be loaded, an error in a script), no server stays behind.
process.once('exit', () => {
  for (const [child, signal] of running) child.kill(signal);
});

/** Without a listener a signal would end the process without an `exit` event: a test worker, a script at a Ctrl-C. */
function exitOnSignals(): void {
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(128 + number));
}

/**
 * Starts a server in its own process group, so that Ctrl-C in the terminal reaches only us and we stop the server in
 * order. If we end without stopping it, `endSignal` ends it at once.
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

/** Sends a signal and waits until the process is gone. After `timeoutMs` the process is killed. */
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
