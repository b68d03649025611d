import { inspect, parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';
import { envExample } from './variables/index.ts';

const DATABASE = { DATABASE_URL: 'postgresql+asyncpg://u:p@db.example/shop?ssl=require' };
const REAL = {
  ...DATABASE,
  ENVIRONMENT: 'production',
  TELEGRAM_TOKEN: '123456:abcdefghijklmnopqrstuvwxyz',
  WEBHOOK_HOST: 'shop.example',
  WEBHOOK_SECRET: 'w'.repeat(32),
  MERCHANT_UUID: '8b03432e-385b-4670-8d06-064591096795',
  API_KEY: 'payment-key-of-the-shop',
  SESSION_SECRET: 's'.repeat(40),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test('loadConfig, when numbers are given by name, then each name counts once, or the problem says what is missing', () => {
  const given = (value: string): Record<string, string> => ({
    ...DATABASE,
    TICKET_FIRST_REPLY_MINUTES: value,
  });
  expect(loadConfig(given(' low:9, urgent:1,high:2,normal:3 ')).TICKET_FIRST_REPLY_MINUTES).toEqual({
    urgent: 1,
    high: 2,
    normal: 3,
    low: 9,
  });
  for (const wrong of [
    'urgent:1,high:2,normal:3',
    'urgent:1,high:2,normal:3,low:4,extra:5',
    'urgent:1,urgent:2,high:2,normal:3',
    'urgent:0,high:2,normal:3,low:4',
    'urgent:1.5,high:2,normal:3,low:4',
    'urgent:1:2,high:2,normal:3,low:4',
    '15',
  ])
    expect(problemsOf(given(wrong)).join(), wrong).toContain('each of urgent, high, normal, low once');
});

test('loadConfig, when nothing but a database is given, then starts the sandbox', () => {
  const config = loadConfig(DATABASE);
  expect(config.sandbox).toBe(true);
  expect(config.botMode).toBe('polling');
  expect(config.TELEGRAM_API_ROOT).toBe('http://127.0.0.1:8090/telegram');
});

test('loadConfig, when the earlier form of the database address is given, then understands it', () => {
  expect(loadConfig(DATABASE).DATABASE_URL.reveal()).toBe('postgresql://u:p@db.example/shop?sslmode=require');
});

test('loadConfig, when several variables are wrong or missing, then lists them all', () => {
  const problems = problemsOf({
    ...REAL,
    API_KEY: '',
    WEBHOOK_PORT: 'abc',
    PAYMENT_TIMEOUT: '10',
    LOG_LEVEL: 'LOUD',
    SECURITY_ENABLED: 'False',
  });
  for (const name of ['API_KEY', 'WEBHOOK_PORT', 'PAYMENT_TIMEOUT', 'LOG_LEVEL', 'SECURITY_ENABLED']) {
    expect(problems.some((line) => line.startsWith(`${name} `))).toBe(true);
  }
  expect(problems).toHaveLength(5);
});

test('loadConfig, when the sandbox is asked for in production, then refuses', () => {
  expect(problemsOf({ ...DATABASE, ENVIRONMENT: 'production', SANDBOX: 'on' }).join()).toContain(
    'never starts in production',
  );
  expect(problemsOf({ ...DATABASE, ENVIRONMENT: 'production' }).join()).toContain(
    'TELEGRAM_TOKEN is missing',
  );
});

test('loadConfig, when it is printed, then shows no secret', () => {
  const config = loadConfig(REAL);
  const printed =
    JSON.stringify(config, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) +
    inspect(config, { depth: 5 }) +
    String(config.API_KEY);
  for (const secret of [REAL.API_KEY, REAL.TELEGRAM_TOKEN, REAL.SESSION_SECRET, REAL.WEBHOOK_SECRET])
    expect(printed).not.toContain(secret);
});

test('loadConfig, when a secret is wrong, then does not repeat it', () => {
  expect(problemsOf({ ...REAL, TELEGRAM_TOKEN: 'my-private-token' }).join()).not.toContain(
    'my-private-token',
  );
});

test.each([
  ['web', ''],
  ['web,bot', ''],
  ['worker', 'payout-key-of-the-shop'],
  ['web,worker', 'payout-key-of-the-shop'],
])(
  'loadConfig, when the roles are %s, then the payout key is held only where money leaves',
  (ROLES, held) => {
    const config = loadConfig({ ...REAL, ROLES, HELEKET_PAYOUT_KEY: 'payout-key-of-the-shop' });
    expect(config.HELEKET_PAYOUT_KEY.reveal()).toBe(held);
  },
);

test.each([
  '31.133.220.x',
  '31.133.220.8/33',
  '31.133.220.0/24/1',
  '::1/129',
  'heleket.com',
  '31.133.220.8/',
  '1.2.3.4,nobody',
])(
  'loadConfig, when the addresses of webhooks are %s, then says so instead of refusing every webhook',
  (PROVIDER_WEBHOOK_IPS) => {
    expect(problemsOf({ ...REAL, PROVIDER_WEBHOOK_IPS })).toEqual([
      expect.stringMatching(/^PROVIDER_WEBHOOK_IPS is wrong/),
    ]);
  },
);

test.each(['', '31.133.220.8', '31.133.220.0/24, ::1', '2001:db8::/32'])(
  'loadConfig, when the addresses of webhooks are "%s", then takes them',
  (PROVIDER_WEBHOOK_IPS) => {
    expect(problemsOf({ ...REAL, PROVIDER_WEBHOOK_IPS })).toEqual([]);
  },
);

test('loadConfig, when a copy of .env.example is taken as it is, then the sandbox reaches no real service', () => {
  const copy = parseEnv(envExample()) as Record<string, string>;
  expect(problemsOf(copy).map((line) => line.split(' ')[0])).toEqual(['DATABASE_URL']);
  const config = loadConfig({ ...copy, ...DATABASE });
  expect(config).toEqual(loadConfig(DATABASE));
  expect(config.TELEGRAM_API_ROOT).toBe('http://127.0.0.1:8090/telegram');
  expect(config.HELEKET_API_URL).toBe('http://127.0.0.1:8090/heleket');
  expect(config.WEBHOOK_LISTEN).toBe('127.0.0.1');
});

test('loadConfig, when another imitation is named, then the sandbox leaves it in place', () => {
  const config = loadConfig({ ...DATABASE, TELEGRAM_API_ROOT: 'http://127.0.0.1:9999/' });
  expect(config.TELEGRAM_API_ROOT).toBe('http://127.0.0.1:9999');
});

test('loadConfig, when two doors have one port, then says which', () => {
  expect(problemsOf({ ...DATABASE, WEBHOOK_PORT: '8081' })).toEqual([
    'ADMIN_PORT is wrong: it is the same as WEBHOOK_PORT',
  ]);
});

test.each(['mysql://u:p@db/shop', 'postgresql://u:p#a/s@db:port/shop', 'shop'])(
  'loadConfig, when the database address is %s, then refuses it without repeating it',
  (address) => {
    for (const name of ['DATABASE_URL', 'DATABASE_MIGRATION_URL']) {
      const [problem, ...others] = problemsOf({ ...REAL, [name]: address });
      expect(others).toEqual([]);
      expect(problem).toMatch(new RegExp(`^${name} is wrong: must be`));
      expect(problem).not.toContain(address);
    }
  },
);
