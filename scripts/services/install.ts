import { spawnSync } from 'node:child_process';
import { onPath } from './run.ts';

/** The name of a program in each package manager. */
export interface Packages {
  debian: string;
  fedora: string;
  alpine: string;
  brew: string;
}

interface Manager {
  command: string;
  pick: (packages: Packages) => string;
  install: readonly string[];
  /** Updates the list of packages, if an install needs that first. */
  refresh?: readonly string[];
}

const MANAGERS: readonly Manager[] = [
  {
    command: 'apt-get',
    pick: ({ debian }) => debian,
    // Another apt may be running (a machine that has just started updates itself). Wait for it.
    install: ['-o', 'DPkg::Lock::Timeout=180', 'install', '-y', '-q', '--no-install-recommends'],
    refresh: ['-o', 'DPkg::Lock::Timeout=180', 'update', '-q'],
  },
  { command: 'dnf', pick: ({ fedora }) => fedora, install: ['install', '-y', '-q'] },
  { command: 'apk', pick: ({ alpine }) => alpine, install: ['add', '-q'], refresh: ['update', '-q'] },
  { command: 'brew', pick: ({ brew }) => brew, install: ['install', '-q'] },
];

/** With this RUNLEVEL, Debian does not start an installed program as a service. */
const QUIETLY = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];

/** Installs a program with the system's package manager, once and quietly. If it cannot, the error says what to do. */
export function installWithSystem(what: string, packages: Packages): void {
  const manager = MANAGERS.find(({ command }) => onPath(command));
  const advice = `Install ${what} yourself (Debian: apt-get install ${packages.debian}; macOS: brew install ${packages.brew}) and try again.`;
  if (!manager) throw new Error(`${what} is missing, and no package manager was found. ${advice}`);
  const { command, install, refresh, pick } = manager;
  const needsRoot = command !== 'brew' && process.getuid?.() !== 0;
  if (needsRoot && !onPath('sudo'))
    throw new Error(`${what} is missing, and only root may install it. ${advice}`);
  console.log(`Installing ${what} with ${command}…`);
  const run = (args: readonly string[]): { ok: boolean; said: string } => {
    // Nobody can type a password without a terminal, so sudo must fail at once.
    const line = [...(needsRoot ? ['sudo', '-n'] : []), 'env', ...QUIETLY, command, ...args];
    const { status, stdout, stderr } = spawnSync(line[0] ?? '', line.slice(1), { encoding: 'utf8' });
    return { ok: status === 0, said: `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').at(-1) ?? '' };
  };
  let result = run([...install, pick(packages)]);
  if (!result.ok && refresh) {
    // The usual reason is an old or missing list of packages. One broken source among many is no reason to give up.
    run(refresh);
    result = run([...install, pick(packages)]);
  }
  if (!result.ok)
    throw new Error(`${what} is missing and could not be installed (${result.said}). ${advice}`);
}
