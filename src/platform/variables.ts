import { z } from 'zod';

/**
 * Every environment variable, as data: what it means, its default, how it is read. `.env.example` is kept
 * equal to this table by a test. A variable without a default is needed in production; in the sandbox the
 * loader fills it in. `secret` values are wrapped and never printed.
 */
export interface Variable {
  group: string;
  about: string;
  schema: z.ZodType;
  /** Text as it would stand in the environment; absent means that there is no default. */
  default?: string;
  secret?: true;
  /** Shown in `.env.example` in place of a default. */
  example?: string;
}

const text = z.string().trim();
const url = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s/]+/, 'must be an http(s) address')
  .transform((v) => v.replace(/\/+$/, ''));
const port = z.coerce.number().int().min(0).max(65535);
const seconds = z.coerce.number().int().min(1).max(31_536_000);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z
  .string()
  .trim()
  .toLowerCase()
  .refine((v) => ['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'].includes(v), 'must be True or False')
  .transform((v) => ['true', '1', 'yes', 'on'].includes(v));
const list = text.transform((v) =>
  v
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

export const VARIABLES = {
  ENVIRONMENT: {
    group: 'Application',
    about: 'production or development; the sandbox never starts in production.',
    schema: z.enum(['production', 'development', 'test']),
    default: 'development',
  },
  ROLES: {
    group: 'Application',
    about: 'What this process does, comma separated: web, bot, worker.',
    schema: list.pipe(z.array(z.enum(['web', 'bot', 'worker'])).min(1)),
    default: 'web,bot,worker',
  },
  DEBUG: { group: 'Application', about: 'True adds debug lines to the log.', schema: flag, default: 'False' },
  LOG_LEVEL: {
    group: 'Application',
    about: 'Lowest level that is logged: DEBUG, INFO, WARNING, ERROR.',
    schema: z
      .string()
      .trim()
      .toLowerCase()
      .transform((v) => (v === 'warning' ? 'warn' : v))
      .pipe(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    default: 'INFO',
  },
  HEALTH_CHECK_INTERVAL: {
    group: 'Application',
    about: 'Seconds for which a health answer may be reused.',
    schema: seconds,
    default: '30',
  },
  SHUTDOWN_TIMEOUT: {
    group: 'Application',
    about: 'Seconds that a graceful stop may take.',
    schema: seconds,
    default: '20',
  },

  TELEGRAM_TOKEN: {
    group: 'Telegram',
    about: 'Token of the bot, from @BotFather. Empty together with API_KEY: sandbox.',
    schema: text.regex(/^\d+:[\w-]{20,}$/, 'must look like 123456:ABC…'),
    secret: true,
  },
  TELEGRAM_API_ROOT: {
    group: 'Telegram',
    about: 'Where the Bot API is reached.',
    schema: url,
    default: 'https://api.telegram.org',
  },
  BOT_MODE: {
    group: 'Telegram',
    about: 'webhook, polling, or auto (webhook in production, polling otherwise).',
    schema: z.enum(['auto', 'webhook', 'polling']),
    default: 'auto',
  },
  WEBHOOK_HOST: {
    group: 'Telegram',
    about: 'Public host name under which Telegram and Heleket reach us over HTTPS.',
    schema: text.regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host name'),
    example: 'your-domain.com',
  },
  WEBHOOK_PORT: {
    group: 'Telegram',
    about: 'Port of the public listener (webhooks and health).',
    schema: port,
    default: '8001',
  },
  WEBHOOK_LISTEN: {
    group: 'Telegram',
    about: 'Address that the public listener binds; the sandbox binds loopback.',
    schema: text.min(1),
    default: '0.0.0.0',
  },
  WEBHOOK_PATH: {
    group: 'Telegram',
    about: 'Path of the Telegram webhook.',
    schema: text.regex(/^\/[\w/-]+$/, 'must be a path such as /webhook'),
    default: '/webhook',
  },
  WEBHOOK_SECRET: {
    group: 'Telegram',
    about: 'Secret token that Telegram sends back with each webhook call.',
    schema: text.regex(/^[\w-]{16,256}$/, 'must be 16-256 characters A-Za-z0-9_-'),
    secret: true,
  },
  SUPPORT_CONTACT: {
    group: 'Telegram',
    about: 'Telegram name shown under "contact an administrator"; may be empty.',
    schema: text.regex(/^(@\w{5,32})?$/, 'must be @name'),
    default: '',
  },

  MERCHANT_UUID: { group: 'Heleket', about: 'Merchant id.', schema: text.min(8) },
  API_KEY: {
    group: 'Heleket',
    about: 'Payment key: signs requests and webhooks.',
    schema: text.min(8),
    secret: true,
  },
  HELEKET_PAYOUT_KEY: {
    group: 'Heleket',
    about: 'Payout key: only where refunds are executed; may be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  HELEKET_API_URL: {
    group: 'Heleket',
    about: 'Where the Heleket API is reached.',
    schema: url,
    default: 'https://api.heleket.com',
  },
  HELEKET_WEBHOOK_PATH: {
    group: 'Heleket',
    about: 'Path of the payment webhook on the public port.',
    schema: text.regex(/^\/[\w/-]+$/, 'must be a path'),
    default: '/webhooks/heleket',
  },
  PUBLIC_URL: {
    group: 'Heleket',
    about: 'Address under which Heleket reaches the public port; empty: https://WEBHOOK_HOST.',
    schema: text.regex(/^(https?:\/\/\S+)?$/, 'must be an http(s) address'),
    default: '',
  },
  PROVIDER_WEBHOOK_IPS: {
    group: 'Heleket',
    about: 'Addresses that may send payment webhooks, comma separated; empty allows all.',
    schema: list,
    default: '31.133.220.8',
  },
  TRUSTED_PROXIES: {
    group: 'Heleket',
    about: 'Proxies whose X-Forwarded-For is believed (Express "trust proxy" list).',
    schema: list,
    default: 'loopback,uniquelocal',
  },
  PAYMENT_TIMEOUT: {
    group: 'Heleket',
    about: 'Lifetime of an invoice in seconds (Heleket takes 300 to 43200).',
    schema: whole(300, 43_200),
    default: '3600',
  },
  PAYMENT_ASSET: {
    group: 'Heleket',
    about: 'Code of the coin that prices and balances are kept in.',
    schema: text.regex(/^[A-Z0-9]{2,10}$/),
    default: 'TON',
  },
  PAYMENT_ASSET_LABEL: {
    group: 'Heleket',
    about: 'Name of that coin as users see it.',
    schema: text.min(1).max(16),
    default: 'TON',
  },

  DATABASE_URL: {
    group: 'PostgreSQL',
    about: 'Connection of the application. postgresql+asyncpg:// and ssl=require are understood.',
    schema: text.regex(/^postgres(ql)?(\+\w+)?:\/\//, 'must start with postgresql://'),
    secret: true,
    example: 'postgresql://username:password@host/database?sslmode=require',
  },
  DATABASE_MIGRATION_URL: {
    group: 'PostgreSQL',
    about: 'Connection of the owner of the schema; empty: DATABASE_URL.',
    schema: text,
    default: '',
    secret: true,
  },
  DATABASE_ROLE: {
    group: 'PostgreSQL',
    about: 'Role taken by every application session; empty where the log-in is that role already (poolers).',
    schema: text.regex(/^\w*$/),
    default: 'starboard_app',
  },
  DATABASE_PANEL_ROLE: {
    group: 'PostgreSQL',
    about: 'Read-only role of the back office; empty where a pooler forbids it.',
    schema: text.regex(/^\w*$/),
    default: 'starboard_panel',
  },
  DATABASE_POOL_SIZE: {
    group: 'PostgreSQL',
    about: 'Connections kept open.',
    schema: whole(1, 500),
    default: '20',
  },
  DATABASE_MAX_OVERFLOW: {
    group: 'PostgreSQL',
    about: 'More connections under load, closed when idle.',
    schema: whole(0, 500),
    default: '30',
  },

  REDIS_URL: {
    group: 'Redis',
    about: 'One Redis (redis:// or rediss://); empty: the cluster below.',
    schema: text.regex(/^(rediss?:\/\/\S+)?$/, 'must start with redis://'),
    default: '',
    secret: true,
  },
  REDIS_CLUSTER_ENABLED: {
    group: 'Redis',
    about: 'Use the cluster nodes below.',
    schema: flag,
    default: 'False',
  },
  REDIS_MASTER_HOST: { group: 'Redis', about: 'First node.', schema: text.min(1), default: 'redis-node-1' },
  REDIS_MASTER_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7379' },
  REDIS_SLAVE1_HOST: { group: 'Redis', about: 'Second node.', schema: text.min(1), default: 'redis-node-2' },
  REDIS_SLAVE1_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7380' },
  REDIS_SLAVE2_HOST: { group: 'Redis', about: 'Third node.', schema: text.min(1), default: 'redis-node-3' },
  REDIS_SLAVE2_PORT: { group: 'Redis', about: 'Its port.', schema: port, default: '7381' },
  REDIS_PASSWORD: {
    group: 'Redis',
    about: 'Password of the nodes; may be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  REDIS_TLS: { group: 'Redis', about: 'TLS to the nodes.', schema: flag, default: 'False' },
  REDIS_PREFIX: {
    group: 'Redis',
    about: 'First part of every key, so that one Redis can serve several shops.',
    schema: text.regex(/^[a-z0-9-]{1,32}$/),
    default: 'starboard',
  },
  REDIS_MAX_CONNECTIONS: {
    group: 'Redis',
    about: 'Most connections of one process.',
    schema: whole(1, 10_000),
    default: '100',
  },
  REDIS_SOCKET_TIMEOUT: {
    group: 'Redis',
    about: 'Seconds that one command may take.',
    schema: seconds,
    default: '5',
  },
  REDIS_SOCKET_CONNECT_TIMEOUT: {
    group: 'Redis',
    about: 'Seconds that a connection may take.',
    schema: seconds,
    default: '5',
  },
  REDIS_RETRY_ON_TIMEOUT: {
    group: 'Redis',
    about: 'Try a command again after a time-out.',
    schema: flag,
    default: 'True',
  },

  CIRCUIT_BREAKER_ENABLED: {
    group: 'Circuit breaker',
    about: 'Pause calls to a service that fails.',
    schema: flag,
    default: 'True',
  },
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: {
    group: 'Circuit breaker',
    about: 'Failures in a row that open it.',
    schema: whole(1, 1000),
    default: '5',
  },
  CIRCUIT_BREAKER_RECOVERY_TIMEOUT: {
    group: 'Circuit breaker',
    about: 'Seconds until it lets a probe through.',
    schema: seconds,
    default: '60',
  },
  CIRCUIT_BREAKER_SUCCESS_THRESHOLD: {
    group: 'Circuit breaker',
    about: 'Good probes that close it.',
    schema: whole(1, 100),
    default: '3',
  },
  CIRCUIT_BREAKER_EXPECTED_EXCEPTION: {
    group: 'Circuit breaker',
    about: 'Kept from the earlier bot: Exception counts every failure of the service, which is what we do.',
    schema: z.literal('Exception'),
    default: 'Exception',
  },

  RATE_LIMIT_ENABLED: {
    group: 'Rate limits',
    about: 'Limit what one user may do.',
    schema: flag,
    default: 'True',
  },
  RATE_LIMIT_REQUESTS_PER_MINUTE: {
    group: 'Rate limits',
    about: 'Requests of one user a minute in all.',
    schema: whole(1, 100_000),
    default: '60',
  },
  RATE_LIMIT_BURST: {
    group: 'Rate limits',
    about: 'Requests of one user in one second.',
    schema: whole(1, 10_000),
    default: '10',
  },
  RATE_LIMIT_MESSAGES: {
    group: 'Rate limits',
    about: 'Messages of one user a minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_CALLBACKS: {
    group: 'Rate limits',
    about: 'Button presses of one user a minute.',
    schema: whole(1, 100_000),
    default: '20',
  },
  RATE_LIMIT_API: {
    group: 'Rate limits',
    about: 'Provider calls for one user a minute.',
    schema: whole(1, 100_000),
    default: '10',
  },
  RATE_LIMIT_PAYMENTS: {
    group: 'Rate limits',
    about: 'New payments of one user a minute.',
    schema: whole(1, 100_000),
    default: '2',
  },
  RATE_LIMIT_GLOBAL: {
    group: 'Rate limits',
    about: 'Updates of all users a second.',
    schema: whole(1, 1_000_000),
    default: '1000',
  },

  SESSION_CACHE_TTL: {
    group: 'Caches',
    about: 'Seconds that an unfinished action of a user is kept.',
    schema: seconds,
    default: '1800',
  },
  USER_CACHE_TTL: {
    group: 'Caches',
    about: 'Seconds that a user may be served from the cache.',
    schema: seconds,
    default: '1800',
  },
  PAYMENT_CACHE_TTL: {
    group: 'Caches',
    about: 'Seconds that an invoice link may be served from the cache.',
    schema: seconds,
    default: '900',
  },

  BALANCE_SERVICE_ENABLED: { group: 'Shop', about: 'Top-ups are offered.', schema: flag, default: 'True' },
  BALANCE_PURCHASE_ENABLED: {
    group: 'Shop',
    about: 'Purchases from balance are offered.',
    schema: flag,
    default: 'True',
  },
  MIN_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Fewest stars of a custom amount.',
    schema: whole(1, 1_000_000),
    default: '1',
  },
  MAX_BALANCE_PURCHASE_AMOUNT: {
    group: 'Shop',
    about: 'Most stars of a custom amount.',
    schema: whole(1, 1_000_000),
    default: '10000',
  },
  MIN_TOPUP_AMOUNT: {
    group: 'Shop',
    about: 'Smallest top-up, in whole coins.',
    schema: whole(1, 1_000_000),
    default: '10',
  },
  MAX_TOPUP_AMOUNT: {
    group: 'Shop',
    about: 'Largest top-up, in whole coins.',
    schema: whole(1, 1_000_000),
    default: '10000',
  },

  ADMIN_PORT: {
    group: 'Back office',
    about: 'Port of the back office (AdminJS, queues, WebSocket, metrics).',
    schema: port,
    default: '8081',
  },
  ADMIN_HOST: {
    group: 'Back office',
    about: 'Address that the back office listens on.',
    schema: text.min(1),
    default: '127.0.0.1',
  },
  ADMIN_ORIGIN: {
    group: 'Back office',
    about: 'Origin under which browsers reach the back office; empty: http://localhost:ADMIN_PORT.',
    schema: text.regex(/^(https?:\/\/[^/\s]+)?$/, 'must be an origin such as https://admin.example'),
    default: '',
  },
  SESSION_SECRET: {
    group: 'Back office',
    about: 'Signs the session cookie; at least 32 characters.',
    schema: text.min(32),
    secret: true,
  },
  ENCRYPTION_KEYS: {
    group: 'Security',
    about: 'Key ring for secret columns: id:base64 of 32 bytes, comma separated, newest first.',
    schema: text.regex(
      /^[\w-]+:[A-Za-z0-9+/]{43}=(,[\w-]+:[A-Za-z0-9+/]{43}=)*$/,
      'must be id:base64 of 32 bytes',
    ),
    secret: true,
  },
  ENCRYPTION_KEY_ROTATION_INTERVAL: {
    group: 'Security',
    about: 'Seconds after which a newer key is asked for.',
    schema: seconds,
    default: '86400',
  },
  SECURITY_ENABLED: {
    group: 'Security',
    about: 'Must stay True in production.',
    schema: flag,
    default: 'True',
  },
  INPUT_VALIDATION_STRICT: {
    group: 'Security',
    about: 'Must stay True in production.',
    schema: flag,
    default: 'True',
  },
  PAYMENT_VALIDATION_ENABLED: {
    group: 'Security',
    about: 'Must stay True in production.',
    schema: flag,
    default: 'True',
  },
  AUDIT_LOGGING_ENABLED: {
    group: 'Security',
    about: 'Must stay True in production.',
    schema: flag,
    default: 'True',
  },
  LEDGER_CLOSING_WEBHOOK_URL: {
    group: 'Security',
    about: "Address that gets each day's closing hash of the ledger as JSON; empty: only the log.",
    schema: text.regex(/^(https?:\/\/\S+)?$/, 'must be an http(s) address'),
    default: '',
  },
  SSL_CERT_PATH: {
    group: 'Security',
    about: 'Certificate for nginx.',
    schema: text,
    default: 'ssl/cert.pem',
  },
  SSL_KEY_PATH: { group: 'Security', about: 'Its key.', schema: text, default: 'ssl/key.pem' },

  SANDBOX: {
    group: 'Sandbox',
    about: 'auto (when there is neither TELEGRAM_TOKEN nor API_KEY), on, or off.',
    schema: z.enum(['auto', 'on', 'off']),
    default: 'auto',
  },
  SANDBOX_PORT: {
    group: 'Sandbox',
    about: 'Port of the imitation of Telegram and Heleket and of their pages.',
    schema: port,
    default: '8090',
  },
  SANDBOX_STATE_FILE: {
    group: 'Sandbox',
    about: 'File in which the imitation keeps its chats and invoices over a restart; empty: in memory only.',
    schema: text,
    default: '',
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

/** The text of `.env.example`: each variable with its meaning, secrets and variables without default left open. */
export function envExample(): string {
  const lines: string[] = [
    '# Starboard: every variable with its meaning. Copy to .env and fill in what is empty.',
  ];
  let group = '';
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    if (variable.group !== group) lines.push('', `# === ${variable.group} ===`);
    group = variable.group;
    lines.push(`# ${variable.about}`, `${name}=${variable.default ?? variable.example ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}
