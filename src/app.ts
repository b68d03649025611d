import { AppError, systemClock, type Clock } from './lib/index.ts';
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

/** The whole product without its doors. Every door gets this. */
export interface App extends PaymentsContext {
  readonly breakers: Readonly<Record<BreakerName, Breaker>>;
  close(): Promise<void>;
}

/** The sender to Telegram decides whether a failure is about the whole service or only about one chat or method. */
function isTelegramFailure(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === 'TELEGRAM_UNAVAILABLE' && error.data['whole'] !== undefined
  );
}

/** Builds all parts in the order of their dependencies. Nothing else in the product is a singleton. */
export function createApp(config: Config, overrides: { clock?: Clock; log?: Logger } = {}): App {
  const log = overrides.log ?? createLogger(config);
  const clock = overrides.clock ?? systemClock;
  const db = createDb(dbOptions(config), log);
  const redis = createRedis(config, log);
  const context: Context = { config, log, clock, db, redis };
  const breakers = {
    heleket: createBreaker(context, 'heleket', isProviderFailure),
    telegram: createBreaker(context, 'telegram', isTelegramFailure),
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
