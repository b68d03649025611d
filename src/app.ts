import type { DeliveryContext } from './delivery/index.ts';
import { AppError, systemClock, type Clock, type Secret } from './lib/index.ts';
import { createHeleket, createSettler, isProviderFailure, type PaymentsContext } from './payments/index.ts';
import { createIStar, createMyStars, isSupplierFailure } from './suppliers/index.ts';
import { createTon, walletState, type TonContext } from './tonWallet/index.ts';
import type { TreasuryContext } from './treasury/index.ts';
import {
  BREAKER_NAMES,
  createBreaker,
  createDb,
  createErrorLog,
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
export interface App extends PaymentsContext, DeliveryContext, TonContext, TreasuryContext {
  readonly breakers: Readonly<Record<BreakerName, Breaker>>;
  close(): Promise<void>;
}

/** The sender to Telegram decides whether a failure is about the whole service or only about one chat or method. */
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

/** Makes the breaker of each service that the product calls. */
export function createBreakers(context: Context): Readonly<Record<BreakerName, Breaker>> {
  const made = BREAKER_NAMES.map((name) => [name, createBreaker(context, name, IS_FAILURE[name])] as const);
  return Object.fromEntries(made) as Record<BreakerName, Breaker>;
}

/** Makes the client of each supplier of stars that has a key. */
export function createSuppliers(
  context: Context,
  breakers: Readonly<Record<BreakerName, Breaker>>,
): DeliveryContext['suppliers'] {
  const { config } = context;
  const has = (key: Secret): boolean => key.reveal() !== '';
  return {
    ...(has(config.MYSTARS_API_KEY) && { mystars: createMyStars(context, breakers.mystars) }),
    ...(has(config.ISTAR_API_KEY) && { istar: createIStar(context, breakers.istar) }),
  };
}

/** Builds all parts in the order of their dependencies. Nothing else in the product is a singleton. */
export function createApp(config: Config, overrides: { clock?: Clock; log?: Logger } = {}): App {
  const clock = overrides.clock ?? systemClock;
  const errors = createErrorLog(clock);
  const log = overrides.log ?? createLogger(config, undefined, errors);
  const db = createDb(dbOptions(config), log);
  const redis = createRedis(config, log);
  const context: Context = { config, log, errors, clock, db, redis };
  const breakers = createBreakers(context);
  const ton = createTon(config, breakers.ton);
  return {
    ...context,
    breakers,
    suppliers: createSuppliers(context, breakers),
    provider: createHeleket(context, breakers.heleket),
    settler: createSettler(context),
    ton,
    ...(ton.isConfigured && { readWallet: () => walletState({ ...context, ton }) }),
    close: async () => {
      redis.disconnect();
      await db.close();
    },
  };
}
