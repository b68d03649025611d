import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';

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

/** Servers that run now, with the signal that ends each of them at once. */
const running = new Map<ChildProcess, NodeJS.Signals>();
// Whatever ends us (a test file that cannot be loaded, an error in a script), no server stays behind.
process.once('exit', () => {
  for (const [child, signal] of running) child.kill(signal);
});

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

const INSTALLERS: [string, (pkg: Packages) => string[][]][] = [
  [
    'apt-get',
    (p) => [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', '--no-install-recommends', p.debian],
    ],
  ],
  ['dnf', (p) => [['dnf', 'install', '-y', '-q', p.fedora]]],
  ['apk', (p) => [['apk', 'add', '-q', p.alpine]]],
  ['brew', (p) => [['brew', 'install', '-q', p.brew]]],
];

export interface Packages {
  debian: string;
  fedora: string;
  alpine: string;
  brew: string;
}

/** Installs a program with the system's package manager, once, quietly. Throws with what to do where it cannot. */
export function installWithSystem(what: string, packages: Packages): void {
  const installer = INSTALLERS.find(([manager]) => onPath(manager));
  const advice = `Install ${what} yourself (Debian: apt-get install ${packages.debian}; macOS: brew install ${packages.brew}) and start again.`;
  if (!installer) throw new Error(`${what} is missing and no package manager was found. ${advice}`);
  const sudo = process.getuid?.() === 0 || installer[0] === 'brew' ? [] : ['sudo', '-n'];
  for (const line of installer[1](packages)) {
    const [command = '', ...args] = [...sudo, ...line];
    const result = spawnSync(command, args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
    if (result.status !== 0)
      throw new Error(
        `${what} could not be installed: ${(result.stderr ?? '').trim().split('\n').at(-1) ?? ''} ${advice}`,
      );
  }
}
