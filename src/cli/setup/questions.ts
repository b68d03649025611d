import { randomBytes } from 'node:crypto';
import type { VariableName } from '../../platform/index.ts';
import type { CheckName } from '../../readiness/index.ts';

export interface Question {
  readonly name: VariableName;
  /** What to give, and where it comes from. */
  readonly ask: string;
  /** It may stay empty. */
  readonly optional?: true;
  /** It is not shown while it is typed. */
  readonly secret?: true;
  /** What is offered if the file has no value; from the values so far. */
  readonly offer?: (values: Values) => string;
  /** The check that fails if the answer is wrong. */
  readonly check?: CheckName;
}

export type Values = Readonly<Record<string, string>>;

/** What only the operator knows, in the order in which it is asked for. */
export const QUESTIONS: readonly Question[] = [
  { name: 'TELEGRAM_TOKEN', ask: 'Token of the bot, from @BotFather', secret: true, check: 'telegram' },
  {
    name: 'WEBHOOK_HOST',
    ask: 'Public name of this server, such as shop.example.com; Telegram and Heleket call it',
  },
  {
    name: 'ADMIN_ORIGIN',
    ask: 'Address of the back office, with https://',
    offer: ({ WEBHOOK_HOST: host = '' }) => (host === '' ? '' : `https://admin.${host}`),
  },
  { name: 'MERCHANT_UUID', ask: 'Merchant id, from the cabinet of Heleket', check: 'heleket' },
  { name: 'API_KEY', ask: 'Payment key, from the cabinet of Heleket', secret: true, check: 'heleket' },
  {
    name: 'HELEKET_PAYOUT_KEY',
    ask: 'Payout key, from the cabinet of Heleket; without it no coins can be refunded',
    secret: true,
    optional: true,
  },
  {
    name: 'DATABASE_URL',
    ask: 'Address of PostgreSQL, such as postgresql://user:password@host:5432/starboard',
    secret: true,
    check: 'database',
  },
  {
    name: 'REDIS_URL',
    ask: 'Address of Redis, such as redis://host:6379; empty for the cluster of docker-compose.yml',
    secret: true,
    optional: true,
    check: 'redis',
  },
];

/** What nobody has to think of. A value that the file has stays. */
export const MADE: Readonly<Partial<Record<VariableName, () => string>>> = {
  ENVIRONMENT: () => 'production',
  WEBHOOK_SECRET: () => randomBytes(24).toString('base64url'),
  SESSION_SECRET: () => randomBytes(32).toString('base64url'),
  METRICS_TOKEN: () => randomBytes(24).toString('base64url'),
  REDIS_PASSWORD: () => randomBytes(24).toString('base64url'),
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
};
