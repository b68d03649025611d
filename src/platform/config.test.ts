import { inspect, parseEnv } from 'node:util';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DATABASE, KEY, problemsOf, REAL } from '../../test/kit/environment.ts';
import { loadConfig } from './config.ts';
import { envExample, VARIABLES, type Variable } from './variables/index.ts';

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
  expect(loadConfig(DATABASE).DATABASE_URL.reveal()).toBe(
    'postgresql://u:p@db.example/shop?sslmode=verify-full',
  );
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
  expect(config.MYSTARS_API_URL).toBe('http://127.0.0.1:8090/mystars');
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

test.each([
  ['ADMIN_ORIGIN', '', 'missing'],
  ['ADMIN_ORIGIN', 'http://office.example', 'https://'],
  ['SESSION_SECRET', 's'.repeat(40), 'repeats itself'],
  ['SESSION_SECRET', 'ab'.repeat(20), 'repeats itself'],
  ['SESSION_SECRET', 'abcdefghijklmnopqrstuvwxyzabcdef', 'too few|counts'],
  ['SESSION_SECRET', 'change-me-change-me-before-you-start-it', 'example'],
  ['WEBHOOK_SECRET', 'w'.repeat(32), 'repeats itself'],
  ['METRICS_TOKEN', '0123456789012345678901234567', 'repeats itself'],
  ['ENCRYPTION_KEYS', `k1:${Buffer.alloc(32).toString('base64')}`, 'the key k1 repeats itself'],
  ['ENCRYPTION_KEYS', `k1:${Buffer.from('ab'.repeat(16)).toString('base64')}`, 'the key k1 repeats itself'],
  ['ENCRYPTION_KEYS', `k1:${Buffer.from([...Array(32).keys()]).toString('base64')}`, 'the key k1 '],
  [
    'ENCRYPTION_KEYS',
    `k2:${KEY.toString('base64')},k1:${Buffer.alloc(32, 7).toString('base64')}`,
    'the key k1 ',
  ],
  [
    'ENCRYPTION_KEYS',
    `k1:${createHash('sha256').update('starboard sandbox encryption').digest('base64')}`,
    'of the sandbox',
  ],
  [
    'SESSION_SECRET',
    createHash('sha256').update('starboard sandbox session').digest('hex'),
    'of the sandbox',
  ],
  ['DATABASE_URL', 'postgresql://postgres:postgres@db.example/shop', 'everybody tries first'],
  ['DATABASE_MIGRATION_URL', 'postgresql://owner:Owner@db.example/shop', 'everybody tries first'],
  ['REDIS_URL', 'redis://:foobared@cache.example', 'everybody tries first'],
  ['REDIS_PASSWORD', '123456', 'everybody tries first'],
  ['TRUSTED_PROXIES', '0.0.0.0/0', 'includes strangers'],
  ['TRUSTED_PROXIES', '::/0', 'includes strangers'],
  ['TRUSTED_PROXIES', '::ffff:0.0.0.0/96', 'includes strangers'],
  ['TRUSTED_PROXIES', 'loopback,0.0.0.0/1,128.0.0.0/1', 'includes strangers'],
])('loadConfig, when %s is %s in production, then refuses it with the reason', (name, value, reason) => {
  const problems = problemsOf({ ...REAL, [name]: value });
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expect(problem).toMatch(new RegExp(`^${name} is .*(${reason})`));
  // A trial may be as careless as it likes.
  expect(problemsOf({ ...REAL, ENVIRONMENT: 'development', [name]: value })).toEqual([]);
});

test('loadConfig, when several secrets are weak in production, then names all of them at once, and repeats none', () => {
  const weak = {
    SESSION_SECRET: 'x'.repeat(40),
    WEBHOOK_SECRET: 'y'.repeat(40),
    ADMIN_ORIGIN: '',
    TRUSTED_PROXIES: '0.0.0.0/0',
  };
  const problems = problemsOf({ ...REAL, ...weak });
  expect(new Set(problems.map((problem) => problem.split(' ')[0]))).toEqual(new Set(Object.keys(weak)));
  expect(problems).toHaveLength(Object.keys(weak).length);
  expect(problems.join()).not.toContain('xxxx');
});

test.each(['10.0.0.0/8', '192.0.2.7', 'loopback,uniquelocal', 'fd00::/8', '2001:db8::/32', ''])(
  'loadConfig, when the proxies are "%s" in production, then takes them',
  (TRUSTED_PROXIES) => {
    expect(problemsOf({ ...REAL, TRUSTED_PROXIES })).toEqual([]);
  },
);

test.each(['1', 'true', 'all', 'localhost', '10.0.0.0/33', 'constructor', '10.0.0.1:80', '*'])(
  'loadConfig, when the proxies are %s, then says so instead of believing whom nobody meant',
  (TRUSTED_PROXIES) => {
    expect(problemsOf({ ...DATABASE, TRUSTED_PROXIES })).toEqual([
      expect.stringMatching(/^TRUSTED_PROXIES is wrong/),
    ]);
  },
);

test('every variable, when .env.example offers that it is empty, then an explicitly empty one counts', () => {
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    const offered = /empty/i.test(variable.about) && !/npm start runs|both empty/i.test(variable.about);
    const usual = variable.default ?? '';
    if (!offered) expect([name, variable.empty], name).toEqual([name, undefined]);
    else if (usual !== '') expect([name, variable.empty], name).toEqual([name, true]);
    if (variable.empty !== true) continue;
    const config = loadConfig({ ...DATABASE, [name]: '' }) as unknown as Record<string, unknown>;
    expect([name, config[name]]).toEqual([name, variable.schema.parse('')]);
    expect(config[name]).not.toEqual(variable.schema.parse(usual));
  }
});

test.each([
  ['https://Office.Example:443/', 'https://office.example'],
  ['https://office.example:8443', 'https://office.example:8443'],
])('loadConfig, when the origin is %s, then it is as browsers write it', (given, origin) => {
  expect(loadConfig({ ...REAL, ADMIN_ORIGIN: given }).adminOrigin).toBe(origin);
});

test.each([
  'https://u@office.example',
  'https://office.example/admin',
  'office.example',
  'https://',
  'https://a b',
])('loadConfig, when the origin is %s, then refuses it', (ADMIN_ORIGIN) => {
  expect(problemsOf({ ...DATABASE, ADMIN_ORIGIN })).toEqual([
    expect.stringMatching(/^ADMIN_ORIGIN is wrong/),
  ]);
});

test.each([
  ['disable', 'sslmode=disable'],
  ['no-verify', 'sslmode=no-verify'],
  ['require', 'sslmode=verify-full'],
  ['verify-full', 'sslmode=verify-full'],
  ['allow', /may leave the connection unencrypted/],
  ['prefer', /may leave the connection unencrypted/],
  ['verify-ca', /needs sslrootcert/],
  ['strict', /unknown sslmode/],
  ['verify-full&sslrootcert=/nowhere/ca.pem', /names a file in sslrootcert/],
])(
  'loadConfig, when the address says sslmode=%s, then it is understood or refused with the reason',
  (mode, expected) => {
    const given = { DATABASE_URL: `postgresql://u:p@db.example/shop?sslmode=${mode}` };
    if (typeof expected === 'string')
      expect(loadConfig(given).DATABASE_URL.reveal()).toMatch(new RegExp(`\\?${expected}$`));
    else expect(problemsOf(given).join()).toMatch(expected);
  },
);
