import { systemClock, type Clock } from './lib/index.ts';
import { createHeleket, createSettler, isProviderFailure, type PaymentsContext } from './payments/index.ts';
import {
  createBreaker,
  createDb,
  createLogger,
  createRedis,
  dbOptions,
  type Breaker,
  type BreakerName,
  type Config,
  type Context,
  type Logger,
} from './platform/index.ts';

/** The whole product without its doors: what every door gets. */
export interface App extends PaymentsContext {
  readonly breakers: Readonly<Record<BreakerName, Breaker>>;
  close(): Promise<void>;
}

/** Builds everything in the order in which it depends on each other. Nothing else in the product is a singleton. */
export function createApp(config: Config, overrides: { clock?: Clock; log?: Logger } = {}): App {
  const log = overrides.log ?? createLogger(config);
  const clock = overrides.clock ?? systemClock;
  const db = createDb(dbOptions(config), log);
  const redis = createRedis(config, log);
  const context: Context = { config, log, clock, db, redis };
  const breakers = {
    heleket: createBreaker(context, 'heleket', isProviderFailure),
    // Whoever sends through Telegram decides what counts by throwing TELEGRAM_UNAVAILABLE.
    telegram: createBreaker(
      context,
      'telegram',
      (error) => error instanceof Error && 'code' in error && error.code === 'TELEGRAM_UNAVAILABLE',
    ),
  };
  return {
    ...context,
    breakers,
    provider: createHeleket(context, breakers.heleket),
    settler: createSettler(context),
    close: async () => {
      redis.disconnect();
      await db.close();
    },
  };
}
