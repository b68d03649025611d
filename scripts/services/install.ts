import { spawnSync } from 'node:child_process';
import { onPath } from './run.ts';

/** What a program is called by each package manager. */
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
  /** Brings the list of packages up to date, where an install needs that first. */
  refresh?: readonly string[];
}

const MANAGERS: readonly Manager[] = [
  {
    command: 'apt-get',
    pick: ({ debian }) => debian,
    // Another apt may be at work (a machine that has just started updates itself): wait for it.
    install: ['-o', 'DPkg::Lock::Timeout=180', 'install', '-y', '-q', '--no-install-recommends'],
    refresh: ['-o', 'DPkg::Lock::Timeout=180', 'update', '-q'],
  },
  { command: 'dnf', pick: ({ fedora }) => fedora, install: ['install', '-y', '-q'] },
  { command: 'apk', pick: ({ alpine }) => alpine, install: ['add', '-q'], refresh: ['update', '-q'] },
  { command: 'brew', pick: ({ brew }) => brew, install: ['install', '-q'] },
];

/** RUNLEVEL keeps Debian from starting what it installs as a service. */
const QUIETLY = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];

/** Installs a program with the system's package manager, once, quietly. Throws with what to do where it cannot. */
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
    // Without a terminal nobody can type a password: sudo fails at once.
    const line = [...(needsRoot ? ['sudo', '-n'] : []), 'env', ...QUIETLY, command, ...args];
    const { status, stdout, stderr } = spawnSync(line[0] ?? '', line.slice(1), { encoding: 'utf8' });
    return { ok: status === 0, said: `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').at(-1) ?? '' };
  };
  let result = run([...install, pick(packages)]);
  if (!result.ok && refresh) {
    // A list that is old or absent is the usual reason; one broken source among many is none to give up.
    run(refresh);
    result = run([...install, pick(packages)]);
  }
  if (!result.ok)
    throw new Error(`${what} is missing and could not be installed (${result.said}). ${advice}`);
}
