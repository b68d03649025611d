import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorsDocument } from '../../scripts/docs.ts';
import { REAL, problemsOf } from '../kit/environment.ts';
import { envExample, VARIABLES } from '../../src/platform/index.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Every variable that the earlier bot had: none may be lost. */
const SEED_VARIABLES = `
  TELEGRAM_TOKEN WEBHOOK_HOST WEBHOOK_PORT WEBHOOK_PATH MERCHANT_UUID API_KEY PAYMENT_TIMEOUT DATABASE_URL
  DATABASE_POOL_SIZE DATABASE_MAX_OVERFLOW REDIS_MASTER_HOST REDIS_MASTER_PORT REDIS_SLAVE1_HOST REDIS_SLAVE1_PORT
  REDIS_SLAVE2_HOST REDIS_SLAVE2_PORT REDIS_PASSWORD REDIS_CLUSTER_ENABLED CIRCUIT_BREAKER_FAILURE_THRESHOLD
  CIRCUIT_BREAKER_RECOVERY_TIMEOUT CIRCUIT_BREAKER_EXPECTED_EXCEPTION RATE_LIMIT_REQUESTS_PER_MINUTE RATE_LIMIT_BURST
  SESSION_CACHE_TTL USER_CACHE_TTL PAYMENT_CACHE_TTL BALANCE_SERVICE_ENABLED BALANCE_PURCHASE_ENABLED
  MIN_BALANCE_PURCHASE_AMOUNT MAX_BALANCE_PURCHASE_AMOUNT DEBUG LOG_LEVEL ENVIRONMENT HEALTH_CHECK_INTERVAL
  SSL_CERT_PATH SSL_KEY_PATH REDIS_MAX_CONNECTIONS REDIS_SOCKET_TIMEOUT REDIS_SOCKET_CONNECT_TIMEOUT
  REDIS_RETRY_ON_TIMEOUT SECURITY_ENABLED ENCRYPTION_KEY_ROTATION_INTERVAL RATE_LIMIT_ENABLED CIRCUIT_BREAKER_ENABLED
  INPUT_VALIDATION_STRICT PAYMENT_VALIDATION_ENABLED AUDIT_LOGGING_ENABLED`
  .trim()
  .split(/\s+/);

test('.env.example, when compared with the table of variables, then holds each with its meaning', () => {
  expect(read('.env.example')).toBe(envExample());
});

test('the table of variables, when compared with the earlier bot, then has every variable of it', () => {
  expect(SEED_VARIABLES.filter((name) => !(name in VARIABLES))).toEqual([]);
});

/** Everything that may read a variable: the product, and the files that run it. */
const READERS = [
  ...readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('variables'))
    .map((file) => `src/${file}`),
  'docker-compose.yml',
]
  .map(read)
  .join('\n');

/** Production refuses every other value, so these decide nothing more. */
const FIXED = [
  'CIRCUIT_BREAKER_EXPECTED_EXCEPTION',
  'INPUT_VALIDATION_STRICT',
  'PAYMENT_CACHE_TTL',
  'PAYMENT_VALIDATION_ENABLED',
  'SECURITY_ENABLED',
  'SSL_CERT_PATH',
  'SSL_KEY_PATH',
  'AUDIT_LOGGING_ENABLED',
];

test('a variable, when it is in the table, then something reads it, or every other value is refused with the reason', () => {
  const unread = Object.keys(VARIABLES).filter((name) => !new RegExp(`\\b${name}\\b`).test(READERS));
  expect(unread.filter((name) => !FIXED.includes(name))).toEqual([]);
  for (const name of FIXED)
    expect(
      problemsOf({ ...REAL, [name]: 'False' }).map((problem) => problem.slice(0, name.length + 10)),
      name,
    ).toEqual([`${name} is wrong: `.slice(0, name.length + 10)]);
});

test('docs/errors.md, when compared with the table of errors, then is equal', () => {
  expect(read('docs/errors.md')).toBe(errorsDocument());
});
