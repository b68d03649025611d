import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atEnd } from './atEnd.ts';
import type { TestContext } from './testContext.ts';

const WORKER = fileURLToPath(new URL('workerProcess.ts', import.meta.url));
const OPENING = fileURLToPath(new URL('openInvoiceProcess.ts', import.meta.url));

const BOT = fileURLToPath(new URL('botProcess.ts', import.meta.url));

/** A part of the product as a process of its own, so that a test can kill it. */
export interface Worker {
  /** Ends it with the signal and waits until it is gone. Returns the exit code, or null if it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts real workers on a test's database, Redis and imitations. Workers that still run end with the test file. */
export function createWorkers(app: TestContext, extra: Record<string, string> = {}): () => Promise<Worker> {
  const start = createProcesses(app);
  return () => start(WORKER, extra);
}

/** The same for processes that open the invoice of one order, as the bot does. */
export function createOpenings(app: TestContext): (orderId: string) => Promise<Worker> {
  const start = createProcesses(app);
  return (orderId) => start(OPENING, { TEST_ORDER: orderId });
}

/** The same for the bot together with its workers. */
export function createBots(app: TestContext): () => Promise<Worker> {
  const start = createProcesses(app);
  return () => start(BOT);
}

type Start = (script: string, extra?: Record<string, string>) => Promise<Worker>;

function createProcesses(app: TestContext): Start {
  const { config } = app;
  const running = new Set<ChildProcess>();
  atEnd(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  return async (script, extra = {}) => {
    const child = spawn(process.execPath, [script], {
      env: {
        PATH: process.env['PATH'] ?? '',
        ENVIRONMENT: 'test',
        SANDBOX: 'on',
        LOG_LEVEL: 'silent',
        DATABASE_URL: app.testDb.url,
        REDIS_URL: app.redisUrl,
        SANDBOX_PORT: String(config.SANDBOX_PORT),
        WEBHOOK_PORT: String(config.WEBHOOK_PORT),
        ...extra,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    await once(child.stdout, 'data');
    return {
      async end(signal) {
        const gone = once(child, 'exit');
        child.kill(signal);
        const [code] = (await gone) as [number | null];
        running.delete(child);
        return code;
      },
    };
  };
}
