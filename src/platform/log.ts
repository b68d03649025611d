import { pino, stdSerializers, type Logger as PinoLogger, type LoggerOptions } from 'pino';
import type { Config } from './config.ts';
import type { ErrorLog } from './errorLog.ts';

export type Logger = PinoLogger;

/**
 * Writes JSON lines to standard output. Keys with secrets are removed, up to two levels deep. Every error that is logged as
 * one is counted too, with the text of its line as its place.
 */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'DEBUG'>,
  destination?: { write(line: string): void },
  errors?: ErrorLog,
): Logger {
  const options = {
    level: config.DEBUG && config.LOG_LEVEL === 'info' ? 'debug' : config.LOG_LEVEL,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: withoutRows },
    formatters: { level: (label: string) => ({ level: label }) },
    ...(errors && { hooks: { logMethod: noting(errors) } }),
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
  };
  return destination ? pino(options, destination) : pino(options);
}

const ERROR_LEVEL = 50;

type LogMethod = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>;

function noting(errors: ErrorLog): LogMethod {
  return function logMethod(args, method, level) {
    const [line, text] = args as unknown as [unknown, unknown];
    if (level >= ERROR_LEVEL && typeof line === 'object' && line !== null && 'err' in line) {
      const { err, correlationId } = line as { err: unknown; correlationId?: unknown };
      const id = typeof correlationId === 'string' ? { correlationId } : {};
      errors.note(err, { door: 'process', place: String(text), ...id }, true);
    }
    method.apply(this, args);
  };
}

/** PostgreSQL repeats rows and values in the details of an error. They may be personal data, so they are removed. */
function withoutRows(error: Error): object {
  const {
    detail: _row,
    where: _statement,
    ...rest
  } = (stdSerializers.err(error) ?? {}) as Record<string, unknown>;
  return rest;
}

const REDACTED = [
  'token',
  'sign',
  'password',
  'secret',
  'secret_token',
  'cookie',
  'authorization',
  'apiKey',
  'api_key',
  'totp',
  'address',
];
