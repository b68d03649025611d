import { pino, stdSerializers, type Logger as PinoLogger } from 'pino';
import type { Config } from './config.ts';

export type Logger = PinoLogger;

/** Writes JSON lines to standard output. Keys with secrets are removed, up to two levels deep. */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'DEBUG'>,
  destination?: { write(line: string): void },
): Logger {
  const options = {
    level: config.DEBUG && config.LOG_LEVEL === 'info' ? 'debug' : config.LOG_LEVEL,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: withoutRows },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
  };
  return destination ? pino(options, destination) : pino(options);
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
