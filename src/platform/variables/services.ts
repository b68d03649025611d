import { z } from 'zod';
import { addresses, text, url, port, proxies, seconds, whole, flag, list, type Variable } from './readers.ts';

/** What the process does, and the two services it talks to. */
export const SERVICES = {
  ENVIRONMENT: {
    group: 'Application',
    about: 'production or development. The sandbox never starts in production.',
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
    about: 'Lowest level in the log: DEBUG, INFO, WARNING, ERROR.',
    schema: z
      .string()
      .trim()
      .toLowerCase()
      .transform((v) => (v === 'warning' ? 'warn' : v))
      .pipe(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
    default: 'INFO',
  },
  APP_VERSION: {
    group: 'Application',
    about:
      'Name of the version that runs, for example a commit: errors are counted for each version. Empty: the version in package.json.',
    schema: text.regex(/^[\w.+-]{0,64}$/, 'must be up to 64 characters A-Za-z0-9._+-'),
    default: '',
  },
  ERROR_TRACKING_DSN: {
    group: 'Application',
    about:
      'Address (DSN) of a service that collects errors and understands Sentry. It gets code, place, version and reference, and nothing about persons. Empty: none.',
    schema: text.regex(
      /^(https?:\/\/[^\s:@/]+@[^\s/]+\/\S+)?$/,
      'must be a DSN such as https://key@errors.example/1',
    ),
    default: '',
    secret: true,
  },
  LEDGER_ASSETS: {
    group: 'Application',
    about: 'More assets for the ledger, each as code:decimals, comma separated (USDT:6,BTC:8).',
    schema: list.pipe(
      z.array(
        z
          .string()
          .regex(/^[A-Z0-9]{2,10}:(\d|1[0-8])$/, 'must be code:decimals such as USDT:6')
          .transform((item) => ({ code: item.split(':')[0] ?? '', exponent: Number(item.split(':')[1]) })),
      ),
    ),
    default: '',
  },
  HEALTH_CHECK_INTERVAL: {
    group: 'Application',
    about: 'How many seconds one health answer may be used again.',
    schema: seconds,
    default: '10',
  },
  HEALTH_PORT: {
    group: 'Application',
    about:
      'Loopback port where the health check of the container asks this process whether it works. 0: no port.',
    schema: port,
    default: '0',
  },
  SHUTDOWN_TIMEOUT: {
    group: 'Application',
    about: 'How many seconds a graceful stop may take.',
    schema: seconds,
    default: '20',
  },
  TELEGRAM_TOKEN: {
    group: 'Telegram',
    about: 'Token of the bot, from @BotFather. If this and API_KEY are both empty, the sandbox starts.',
    schema: text.regex(/^\d+:[\w-]{20,}$/, 'must look like 123456:ABC…'),
    secret: true,
  },
  TELEGRAM_API_ROOT: {
    group: 'Telegram',
    about: 'Address of the Bot API.',
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
    about: 'Public host name where Telegram and Heleket reach us over HTTPS, such as shop.example.com.',
    schema: text.regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host name'),
  },
  WEBHOOK_PORT: {
    group: 'Telegram',
    about: 'Public port (webhooks and health).',
    schema: port,
    default: '8001',
  },
  WEBHOOK_LISTEN: {
    group: 'Telegram',
    about: 'Network address that the public port listens on. The sandbox listens on loopback.',
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
    about: 'Telegram name behind "contact an administrator". May be empty.',
    schema: text.regex(/^(@\w{5,32})?$/, 'must be @name'),
    default: '',
  },
  MERCHANT_UUID: { group: 'Heleket', about: 'Merchant id.', schema: text.min(8) },
  API_KEY: {
    group: 'Heleket',
    about: 'Payment key. It signs requests and webhooks.',
    schema: text.min(8),
    secret: true,
  },
  HELEKET_PAYOUT_KEY: {
    group: 'Heleket',
    about:
      'Payout key. Give it only to workers, because only they send refunds. Other roles drop it. May be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  HELEKET_API_URL: {
    group: 'Heleket',
    about: 'Address of the Heleket API.',
    schema: url,
    default: 'https://api.heleket.com',
  },
  HELEKET_NETWORK: {
    group: 'Heleket',
    about:
      'Network of every invoice, as Heleket writes it (TON, TRON). Then the bot shows address, amount and a QR code of the address. Set it only if the page of an invoice in this network asks for no comment (memo). Empty: the payer chooses on the page.',
    schema: text.regex(/^[A-Z0-9]{0,20}$/, 'must be the code of a network in capital letters'),
    default: '',
  },
  HELEKET_WEBHOOK_PATH: {
    group: 'Heleket',
    about: 'Path of the payment webhook on the public port.',
    schema: text.regex(/^\/[\w/-]+$/, 'must be a path'),
    default: '/webhooks/heleket',
  },
  PUBLIC_URL: {
    group: 'Heleket',
    about: 'Address where Heleket reaches the public port. Empty: https://WEBHOOK_HOST.',
    schema: text.regex(/^(https?:\/\/\S+)?$/, 'must be an http(s) address'),
    default: '',
  },
  PROVIDER_WEBHOOK_IPS: {
    group: 'Heleket',
    about: 'IP addresses that payment webhooks may come from, comma separated. Empty: any address.',
    schema: addresses,
    default: '31.133.220.8',
    empty: true,
  },
  PROVIDER_WEBHOOK_IPS_STRICT: {
    group: 'Heleket',
    about:
      'What to do with a payment webhook that has a right signature but comes from another address. True: refuse it. False: accept it, and note the address once an hour.',
    schema: flag,
    default: 'False',
  },
  TRUSTED_PROXIES: {
    group: 'Heleket',
    about:
      'Proxies whose X-Forwarded-For and X-Forwarded-Proto we trust, comma separated: addresses, ranges such as 10.1.0.0/16, or loopback, linklocal, uniquelocal. Name only your own proxy. Empty: none.',
    schema: proxies,
    default: 'loopback',
    empty: true,
  },
  PAYMENT_TIMEOUT: {
    group: 'Heleket',
    about: 'Lifetime of an invoice in seconds (Heleket accepts 300 to 43200).',
    schema: whole(300, 43_200),
    default: '3600',
  },
  PAYMENT_ASSET: {
    group: 'Heleket',
    about:
      'Code of the coin for prices and balances. Choose it once: when the shop has prices, orders or balances, the coin can no longer change.',
    schema: text.regex(/^(?!STAR$)[A-Z0-9]{2,10}$/, 'must be the code of a coin such as TON or USDT'),
    default: 'TON',
  },
  PAYMENT_ASSET_LABEL: {
    group: 'Heleket',
    about: 'Name of that coin as users see it. Empty: its code.',
    schema: text.max(16),
    default: '',
  },
} as const satisfies Record<string, Variable>;
