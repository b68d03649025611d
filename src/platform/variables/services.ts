import { z } from 'zod';
import { addresses, text, url, port, proxies, seconds, whole, flag, list, type Variable } from './readers.ts';

/** What the process does, and the two services it talks to. */
export const SERVICES = {
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
  LEDGER_ASSETS: {
    group: 'Application',
    about: 'Further assets that the ledger keeps, each as code:decimals, comma separated (USDT:6,BTC:8).',
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
    about: 'Seconds for which a health answer may be reused.',
    schema: seconds,
    default: '10',
  },
  HEALTH_PORT: {
    group: 'Application',
    about:
      'Loopback port on which this process says whether it does its work, for the check of its container; 0: none.',
    schema: port,
    default: '0',
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
    about: 'Public host name under which Telegram and Heleket reach us over HTTPS, such as shop.example.com.',
    schema: text.regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host name'),
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
    about: 'Payout key: give it to workers only, which execute refunds; other roles drop it. May be empty.',
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
    about: 'Addresses that payment webhooks come from, comma separated; empty: any.',
    schema: addresses,
    default: '31.133.220.8',
    empty: true,
  },
  PROVIDER_WEBHOOK_IPS_STRICT: {
    group: 'Heleket',
    about:
      'True refuses a payment webhook from another address even when its signature is right; False takes it and notes the address once an hour.',
    schema: flag,
    default: 'False',
  },
  TRUSTED_PROXIES: {
    group: 'Heleket',
    about:
      'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, comma separated: addresses, ranges such as 10.1.0.0/16, or loopback, linklocal, uniquelocal. Name your own proxy only; empty: none.',
    schema: proxies,
    default: 'loopback',
    empty: true,
  },
  PAYMENT_TIMEOUT: {
    group: 'Heleket',
    about: 'Lifetime of an invoice in seconds (Heleket takes 300 to 43200).',
    schema: whole(300, 43_200),
    default: '3600',
  },
  PAYMENT_ASSET: {
    group: 'Heleket',
    about:
      'Code of the coin that prices and balances are kept in. It is chosen once: a shop in which something has happened keeps its coin.',
    schema: text.regex(/^(?!STAR$)[A-Z0-9]{2,10}$/, 'must be the code of a coin such as TON or USDT'),
    default: 'TON',
  },
  PAYMENT_ASSET_LABEL: {
    group: 'Heleket',
    about: 'Name of that coin as users see it; empty: its code.',
    schema: text.max(16),
    default: '',
  },
} as const satisfies Record<string, Variable>;
