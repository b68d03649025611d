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
    about: 'Network address that the back office listens on.',
    schema: text.min(1),
    default: '127.0.0.1',
  },
  ADMIN_ORIGIN: {
    group: 'Back office',
    about:
      'Origin where browsers reach the back office, with https:// in production. Empty: http://localhost:ADMIN_PORT.',
    schema: origin,
    default: '',
  },
  METRICS_TOKEN: {
    group: 'Back office',
    about:
      'Bearer token of GET /metrics, on the port of the back office and on METRICS_PORT. Empty: no metrics.',
    schema: text.regex(/^([\w-]{16,256})?$/, 'must be 16-256 characters A-Za-z0-9_-'),
    default: '',
    secret: true,
  },
  METRICS_PORT: {
    group: 'Back office',
    about:
      'Port where every role, also a worker, answers GET /metrics (docs/monitoring.md). 0: only the back office answers it.',
    schema: port,
    default: '0',
  },
  METRICS_HOST: {
    group: 'Back office',
    about: 'Network address that METRICS_PORT listens on.',
    schema: text.min(1),
    default: '127.0.0.1',
  },
  SESSION_SECRET: {
    group: 'Back office',
    about: 'Secret that signs the session cookie. At least 32 characters.',
    schema: text.min(32),
    secret: true,
  },
  ENCRYPTION_KEYS: {
    group: 'Security',
    about:
      'Keys that encrypt secret columns, each as id:base64 of 32 bytes, comma separated, the newest first.',
    schema: text.regex(
      /^[\w-]+:[A-Za-z0-9+/]{43}=(,[\w-]+:[A-Za-z0-9+/]{43}=)*$/,
      'must be id:base64 of 32 bytes',
    ),
    secret: true,
  },
  ENCRYPTION_KEY_ROTATION_INTERVAL: {
    group: 'Security',
    about:
      'Every so many seconds, and ten minutes after its start, a worker encrypts anew what another key than the first one encrypted.',
    schema: seconds,
    default: '86400',
  },
  SECURITY_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot. The protections are always on, and production refuses False.',
    schema: flag,
    default: 'True',
  },
  INPUT_VALIDATION_STRICT: {
    group: 'Security',
    about: 'Kept from the earlier bot. Input is always checked, and production refuses False.',
    schema: flag,
    default: 'True',
  },
  PAYMENT_VALIDATION_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot. Payments are always confirmed, and production refuses False.',
    schema: flag,
    default: 'True',
  },
  AUDIT_LOGGING_ENABLED: {
    group: 'Security',
    about: 'Kept from the earlier bot. The audit log is always written, and production refuses False.',
    schema: flag,
    default: 'True',
  },
  LEDGER_CLOSING_WEBHOOK_URL: {
    group: 'Security',
    about:
      'Address that gets the closing hash of the ledger every day, as JSON. Empty: the hash goes only to the log.',
    schema: text.regex(/^(https?:\/\/\S+)?$/, 'must be an http(s) address'),
    default: '',
  },
  SSL_CERT_PATH: {
    group: 'Security',
    about:
      'Certificate for the proxy in front. nginx reads it from the folder ssl, and the product itself speaks plain HTTP. So only cert.pem in that folder is accepted.',
    schema: text.regex(/^(.*\/)?ssl\/cert\.pem$/, 'must be ssl/cert.pem, because nginx reads it there'),
    default: 'ssl/cert.pem',
  },
  SSL_KEY_PATH: {
    group: 'Security',
    about:
      'Key of that certificate. nginx reads it from the folder ssl, and the product itself speaks plain HTTP. So only key.pem in that folder is accepted.',
    schema: text.regex(/^(.*\/)?ssl\/key\.pem$/, 'must be ssl/key.pem, because nginx reads it there'),
    default: 'ssl/key.pem',
  },
  ALERT_WEBHOOK_URL: {
    group: 'Alerts',
    about:
      'Address that gets every alert as a signed webhook: when it is raised, escalated and over. Empty: none. docs/alerts.md says how to check the signature.',
    schema: text.regex(/^(https?:\/\/\S+)?$/, 'must be an http(s) address'),
    default: '',
  },
  ALERT_WEBHOOK_SECRET: {
    group: 'Alerts',
    about:
      'Secret that signs these webhooks: whsec_ and base64, or any text of 24 characters or more. ALERT_WEBHOOK_URL needs it.',
    schema: text.regex(
      /^(|whsec_[A-Za-z0-9+/]{32,}={0,2}|(?!whsec_).{24,256})$/,
      'must be whsec_ and base64, or 24-256 characters',
    ),
    default: '',
    secret: true,
  },
  SANDBOX: {
    group: 'Sandbox',
    about: 'on, off, or auto (on when there is no TELEGRAM_TOKEN and no API_KEY).',
    schema: z.enum(['auto', 'on', 'off']),
    default: 'auto',
  },
  SANDBOX_PORT: {
    group: 'Sandbox',
    about: 'Port of the sandbox: the imitations of Telegram and Heleket, with their pages.',
    schema: port,
    default: '8090',
  },
  SANDBOX_STATE_FILE: {
    group: 'Sandbox',
    about:
      'File where the sandbox keeps its chats and invoices, so that they survive a restart. Empty: only memory.',
    schema: text,
    default: '',
  },
} as const satisfies Record<string, Variable>;
