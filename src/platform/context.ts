import type { Clock } from '../lib/index.ts';
import type { Config } from './config.ts';
import type { Db } from './db.ts';
import type { ErrorLog } from './errorLog.ts';
import type { Logger } from './log.ts';
import type { RedisClient } from './redis.ts';

/** Everything that a use case may need from the outside world. Use cases are plain functions `(context, input)`. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly errors: ErrorLog;
  readonly clock: Clock;
  readonly db: Db;
  readonly redis: RedisClient;
}

/**
 * Everything that a step inside a transaction may use besides the transaction. It has no `db` and no `redis`, so the whole
 * step commits or rolls back with the transaction.
 */
export type InTx = Omit<Context, 'db' | 'redis'>;
