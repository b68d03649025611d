import { createHash } from 'node:crypto';
import { ConfigError, loadConfig } from '../../src/platform/config.ts';

/** A key of the size of `ENCRYPTION_KEYS`. */
export const KEY = createHash('sha256').update('a key of the shop').digest();

/** The smallest environment that starts: with the sandbox. */
export const DATABASE = { DATABASE_URL: 'postgresql+asyncpg://u:p@db.example/shop?ssl=require' };
/** An environment of production without a problem. */
export const REAL = {
  ...DATABASE,
  ENVIRONMENT: 'production',
  TELEGRAM_TOKEN: '123456:abcdefghijklmnopqrstuvwxyz',
  WEBHOOK_HOST: 'shop.example',
  WEBHOOK_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
  MERCHANT_UUID: '8b03432e-385b-4670-8d06-064591096795',
  API_KEY: 'payment-key-of-the-shop',
  SESSION_SECRET: 'Wq7hV2nLr0tXc9KdEy5sPz3mGb8uJa1f',
  ENCRYPTION_KEYS: `k1:${KEY.toString('base64')}`,
  ADMIN_ORIGIN: 'https://office.example',
};

/** What `loadConfig` says is wrong. */
export const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};
