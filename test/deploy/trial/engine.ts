import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { onPath, runToEnd } from '../../../scripts/services/run.ts';

/** Docker, or Podman with docker-compose. */
export interface Engine {
  readonly name: string;
  /** One command of Compose. Errors: what it printed. */
  compose(...args: readonly string[]): string;
  /** One command of the engine itself. */
  run(...args: readonly string[]): string;
  /** Asks every container for its health. Docker does so by itself; Podman leaves it to systemd, if there is one. */
  askHealth(): void;
  close(): void;
}

/** Makes an engine from its command, the line that calls Compose, and the Compose files that only it needs. */
type Make = (
  command: string,
  line: readonly string[],
  options?: { env?: NodeJS.ProcessEnv; more?: readonly string[] },
) => Engine;

const ADVICE =
  'It needs Docker with Compose (docker.com/get-started), or Podman and docker-compose (Debian: apt-get install podman docker-compose).';

/** Finds an engine for the project in this folder. Errors: what is missing and how to get it. */
export async function openEngine(folder: string, files: readonly string[]): Promise<Engine> {
  const engine: Make = (command, [program = '', ...first], { env, more = [] } = {}) => ({
    name: command,
    compose(...args) {
      const chosen = [...files, ...more].flatMap((file) => ['-f', file]);
      const options = { cwd: folder, ...(env ? { env } : {}) };
      return runToEnd(program, [...first, '-p', 'starboard-trial', ...chosen, ...args], options);
    },
    run: (...args) => runToEnd(command, args),
    askHealth: () => {},
    close: () => {},
  });
  if (onPath('docker') && succeeds('docker', 'info'))
    if (succeeds('docker', 'compose', 'version')) return engine('docker', ['docker', 'compose']);
  if (onPath('podman') && onPath('docker-compose')) return openPodman(folder, engine);
  const found = ['docker', 'podman', 'docker-compose'].filter(onPath);
  throw new Error(
    `No engine for containers runs here (found: ${found.join(', ') || 'none of docker, podman, docker-compose'}). ${ADVICE}`,
  );
}

const succeeds = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

async function openPodman(folder: string, engine: Make): Promise<Engine> {
  const socket = `unix://${path.join(folder, 'podman.sock')}`;
  const service = spawn('podman', ['system', 'service', '-t', '0', socket], { stdio: 'ignore' });
  const env = { ...process.env, DOCKER_HOST: socket };
  for (let tries = 0; !succeeds('podman', '--url', socket, 'info'); tries++) {
    if (tries === 100 || service.exitCode !== null)
      throw new Error('podman does not answer on its socket; see: podman system service');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    ...engine('podman', ['docker-compose'], { env, more: ['test/deploy/trial/podman.yml'] }),
    askHealth() {
      const ids = runToEnd('podman', ['ps', '-q', '--filter', 'name=starboard-trial']).split('\n');
      for (const id of ids.filter(Boolean))
        spawnSync('podman', ['healthcheck', 'run', id], { stdio: 'ignore' });
    },
    close: () => void service.kill(),
  };
}
