import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nginxBinary, opensslBinary } from './nginx.ts';
import { freePort, isFree } from './ports.ts';
import { runToEnd, startServer, stopServer } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The real nginx with the project's own files, on free ports of loopback, in front of these processes. */
export interface Proxy {
  readonly http: number;
  readonly health: number;
  readonly https: number;
  readonly https2: number;
  /** What the access log says so far. */
  log(): Record<string, unknown>[];
  stop(): Promise<void>;
}

/** `change` may rewrite a file before nginx reads it, as an operator would. */
export async function startProxy(
  upstreams: { public: readonly number[]; office: readonly number[] },
  change: (file: string, text: string) => string = (_file, text) => text,
): Promise<Proxy> {
  const binary = nginxBinary();
  opensslBinary();
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-nginx-'));
  chmodSync(directory, 0o755);
  const [http, health, https, https2] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  for (const part of ['nginx', 'ssl'])
    cpSync(path.join(ROOT, part), path.join(directory, part), { recursive: true });
  runToEnd(path.join(directory, 'ssl/generate-ssl.sh'), ['localhost', 'admin.localhost'], {
    env: { ...process.env, FORCE: '1' },
  });
  const servers = (ports: readonly number[], from: string): [RegExp, string] => [
    new RegExp(`^ *server ${from} (.*);$`, 'm'),
    ports.map((port) => `server 127.0.0.1:${port} $1;`).join('\n'),
  ];
  const rewrite: [RegExp, string][] = [
    [/ \/tmp\//g, ` ${directory}/`],
    [/\b8443\b/g, String(https2)],
    [/listen 443\b/g, `listen 127.0.0.1:${https}`],
    [new RegExp(`listen ${https2}`, 'g'), `listen 127.0.0.1:${https2}`],
    [/listen 8080\b/g, `listen 127.0.0.1:${health}`],
    [/listen 80\b/g, `listen 127.0.0.1:${http}`],
    [/\/etc\/nginx\/mime\.types/g, '/etc/nginx/mime.types'],
    [/\/etc\/nginx\/ssl\//g, `${directory}/ssl/`],
    [/\/etc\/nginx\/(conf\.d|nginx\.ssl)/g, `${directory}/nginx/$1`],
    [/\/dev\/stdout/g, `${directory}/access.log`],
    servers(upstreams.public, 'app:8001'),
    servers(upstreams.office, 'app:8081'),
  ];
  const files = readdirSync(path.join(directory, 'nginx'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const at = path.join(file.parentPath, file.name);
    const text = rewrite.reduce((said, [from, to]) => said.replace(from, to), readFileSync(at, 'utf8'));
    writeFileSync(at, change(file.name, text));
  }
  const args = ['-p', directory, '-c', path.join(directory, 'nginx/nginx.conf'), '-e', 'stderr'];
  runToEnd(binary, [...args, '-t']);
  const child = startServer(binary, [...args, '-g', 'daemon off;'], {
    endSignal: 'SIGTERM',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let attempt = 0; await isFree(https); attempt++) {
    if (child.exitCode !== null || attempt > 200) throw new Error(`nginx did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    http,
    health,
    https,
    https2,
    log: () =>
      readFileSync(path.join(directory, 'access.log'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: async () => {
      await stopServer(child, 'SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
