import type { DeliveryContext } from './delivery/index.ts';
import { AppError, systemClock, type Clock, type Secret } from './lib/index.ts';
import { createHeleket, createSettler, isProviderFailure, type PaymentsContext } from './payments/index.ts';
import { createIStar, createMyStars, isSupplierFailure } from './suppliers/index.ts';
import type { TreasuryContext } from './treasury/index.ts';
import {
  BREAKER_NAMES,
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
export interface App extends PaymentsContext, DeliveryContext, TreasuryContext {
  readonly breakers: Readonly<Record<BreakerName, Breaker>>;
  close(): Promise<void>;
}

/** Whoever sends through Telegram says whether a failure speaks of the service as a whole, and not of one chat or method. */
function isTelegramFailure(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === 'TELEGRAM_UNAVAILABLE' && error.data['whole'] !== undefined
  );
}

const IS_FAILURE: Readonly<Record<BreakerName, (error: unknown) => boolean>> = {
  heleket: isProviderFailure,
  telegram: isTelegramFailure,
  mystars: isSupplierFailure,
  istar: isSupplierFailure,
  ton: isSupplierFailure,
};

/** The breaker of each service that the product calls. */
export function createBreakers(context: Context): Readonly<Record<BreakerName, Breaker>> {
  const made = BREAKER_NAMES.map((name) => [name, createBreaker(context, name, IS_FAILURE[name])] as const);
  return Object.fromEntries(made) as Record<BreakerName, Breaker>;
}

/** The suppliers of stars whose keys are configured, and our own wallet that pays them. */
export function createSupply(
  context: Context,
  breakers: Readonly<Record<BreakerName, Breaker>>,
): Pick<DeliveryContext, 'suppliers' | 'payer'> {
  const { config } = context;
  const has = (key: Secret): boolean => key.reveal() !== '';
  return {
    suppliers: {
      ...(has(config.MYSTARS_API_KEY) && { mystars: createMyStars(context, breakers.mystars) }),
      ...(has(config.ISTAR_API_KEY) && { istar: createIStar(context, breakers.istar) }),
    },
    payer: {
      want: () => Promise.reject(new AppError('INTERNAL')),
      cancel: () => Promise.resolve(true),
      state: () => Promise.resolve('none'),
    },
  };
}

/** Builds everything in the order in which it depends on each other. Nothing else in the product is a singleton. */
export function createApp(config: Config, overrides: { clock?: Clock; log?: Logger } = {}): App {
  const log = overrides.log ?? createLogger(config);
  const clock = overrides.clock ?? systemClock;
  const db = createDb(dbOptions(config), log);
  const redis = createRedis(config, log);
  const context: Context = { config, log, clock, db, redis };
  const breakers = createBreakers(context);
  return {
    ...context,
    breakers,
    ...createSupply(context, breakers),
    provider: createHeleket(context, breakers.heleket),
    settler: createSettler(context),
    close: async () => {
      redis.disconnect();
      await db.close();
    },
  };
}
