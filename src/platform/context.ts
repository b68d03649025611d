import type { Clock } from '../lib/index.ts';
import type { Config } from './config.ts';
import type { Db } from './db.ts';
import type { Logger } from './log.ts';
import type { RedisClient } from './redis.ts';

/** What every use case may need of the outside world. Use cases are plain functions `(context, input)`. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly db: Db;
  readonly redis: RedisClient;
}

/**
 * What a step of a transaction may use beside it. Without `db` and `redis`: whatever it does is done, or taken back, with the
 * transaction.
 */
export type InTx = Omit<Context, 'db' | 'redis'>;
