import { createWriteStream, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/platform/index.ts';
import { startServer, stopServer } from '../services/run.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PATIENCE_MS = 120_000;
/** Longer than SHUTDOWN_TIMEOUT, because the product needs up to that time to stop by itself. */
const STOP_MS = 25_000;

/** The product as a separate process. */
export interface Server {
  readonly pid: number;
  /** Its exit code. It is 1 if a signal ended the process. */
  readonly ended: Promise<number>;
  stop(): Promise<unknown>;
}

/** Starts `serve`. Its whole output goes to `logFile`; errors are shown here too. */
export function startProduct(
  environment: Readonly<Record<string, string | undefined>>,
  logFile: string,
): Server {
  const child = startServer(process.execPath, [MAIN, 'serve'], {
    env: environment,
    endSignal: 'SIGTERM',
    // The log does not go through our process, so a crash of our process loses no line.
    stdio: ['ignore', openSync(logFile, 'a'), 'pipe'],
  });
  child.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }));
  child.stderr?.pipe(process.stderr);
  return {
    pid: child.pid ?? 0,
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))),
    stop: () => stopServer(child, 'SIGTERM', STOP_MS),
  };
}

/** Waits until both doors answer. False if `signal` says stop, the product ends, or two minutes are over. */
export async function answers(config: Config, server: Server, signal: AbortSignal): Promise<boolean> {
  const gone = new AbortController();
  void server.ended.then(() => gone.abort());
  const doors = [
    `http://127.0.0.1:${config.WEBHOOK_PORT}/health`,
    `http://127.0.0.1:${config.ADMIN_PORT}/login`,
  ];
  const over = AbortSignal.any([signal, gone.signal, AbortSignal.timeout(PATIENCE_MS)]);
  while (!over.aborted) {
    const open = await Promise.all(doors.map((door) => isOpen(door, over)));
    if (open.every(Boolean)) return true;
    await sleep(200, undefined, { signal: over }).catch(() => undefined);
  }
  return false;
}

function isOpen(address: string, signal: AbortSignal): Promise<boolean> {
  return fetch(address, { signal }).then(
    (response) => response.status === 200,
    () => false,
  );
}
