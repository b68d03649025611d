import { z } from 'zod';
import { origin, text, port, seconds, flag, type Variable } from './readers.ts';

/** Back office, security and sandbox. */
export const OFFICE = {
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
    about:
      'Origin under which browsers reach the back office, https:// in production; empty: http://localhost:ADMIN_PORT.',
    schema: origin,
    default: '',
  },
  METRICS_TOKEN: {
    group: 'Back office',
    about: 'Bearer token of GET /metrics on the back-office port; empty: no metrics.',
    schema: text.regex(/^([\w-]{16,256})?$/, 'must be 16-256 characters A-Za-z0-9_-'),
    default: '',
    secret: true,
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
    about:
      'Kept from the earlier bot, without effect: keys change when a new one is put first in ENCRYPTION_KEYS.',
    schema: seconds,
    default: '86400',
  },
  SECURITY_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot: the protections are always on; False is refused in production.',
    schema: flag,
    default: 'True',
  },
  INPUT_VALIDATION_STRICT: {
    group: 'Security',
    about: 'Kept from the earlier bot: input is always checked; False is refused in production.',
    schema: flag,
    default: 'True',
  },
  PAYMENT_VALIDATION_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot: payments are always confirmed; False is refused in production.',
    schema: flag,
    default: 'True',
  },
  AUDIT_LOGGING_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot: the audit log is always written; False is refused in production.',
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
    about: 'Certificate for the proxy in front; the product itself speaks HTTP.',
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
