import type { Clock } from '../../src/lib/index.ts';
import {
  createErrorLog,
  createLogger,
  createRedis,
  loadConfig,
  type Context,
} from '../../src/platform/index.ts';
import { atEnd } from './atEnd.ts';
import { createTestDb, type TestDb } from './testDb.ts';
import { createTestRedis } from './testRedis.ts';

/** A clock that a test moves by hand. It starts at the real time, because PostgreSQL has its own clock. */
export class TestClock implements Clock {
  #offsetMs = 0;
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }
  advance(milliseconds: number): void {
    this.#offsetMs += milliseconds;
  }
}

export interface TestContext extends Context {
  readonly clock: TestClock;
  readonly testDb: TestDb;
  readonly redisUrl: string;
}

/**
 * Everything that a use case needs, in sandbox configuration. The calling test file has its own database and Redis.
 * `postgresUrl`: a server other than the one that all files share.
 */
export async function createTestContext(
  environment: Record<string, string> = {},
  postgresUrl?: string,
): Promise<TestContext> {
  const testDb = await createTestDb(postgresUrl);
  const server = await createTestRedis();
  const config = loadConfig({
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: testDb.url,
    REDIS_URL: server.url,
    ...environment,
  });
  const log = createLogger(config);
  const redis = createRedis(config, log);
  atEnd(() => redis.disconnect());
  const clock = new TestClock();
  const errors = createErrorLog(clock);
  return { config, log, errors, clock, db: testDb.db, redis, testDb, redisUrl: server.url };
}
