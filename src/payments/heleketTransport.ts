import type { z } from 'zod';
import { AppError, type Secret, parseJson, storable } from '../lib/index.ts';
import { readText, type Logger } from '../platform/index.ts';
import { signBody } from './signature.ts';

export interface Call<T extends z.ZodType> {
  method: 'GET' | 'POST';
  /** Starts with `/v1/`. A query string is not signed. */
  path: string;
  /** The exact text that is signed and sent; empty for a call without a body. */
  body: string;
  key: Secret;
  answer: T;
}

export interface TransportOptions {
  baseUrl: string;
  merchant: string;
  timeoutMs: number;
  log: Logger;
}

const BUSY = 'http 429';
const BUSY_S = 5;
const LONGEST_BUSY_S = 60;
/** Answers are small; a larger one does not come from the provider. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Makes one signed call to Heleket and returns its checked answer. Keys and signatures are only in headers and never
 * reach the log. Redirects are not followed, because they would carry the signature elsewhere.
 */
export async function callHeleket<T extends z.ZodType>(
  options: TransportOptions,
  call: Call<T>,
): Promise<z.output<T>> {
  const started = performance.now();
  const { status, text, retryAfter } = await exchange(options, call);
  options.log.debug(
    { path: call.path, status, ms: Math.round(performance.now() - started) },
    'provider answered',
  );
  if (status === 429) throw new AppError('PROVIDER_UNAVAILABLE', { reason: BUSY, retryAfter });
  const result = call.answer.safeParse(unwrap(status, text));
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join('.')).join(',');
  throw new AppError('PROVIDER_MISMATCH', { fields: fields.slice(0, 200) });
}

async function exchange(
  options: TransportOptions,
  call: Call<z.ZodType>,
): Promise<{ status: number; text: string; retryAfter: number }> {
  try {
    const response = await fetch(options.baseUrl + call.path, {
      method: call.method,
      headers: {
        merchant: options.merchant,
        sign: signBody(call.body, call.key.reveal()),
        'content-type': 'application/json',
        accept: 'application/json',
      },
      ...(call.body === '' ? {} : { body: call.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const retryAfter = readSeconds(response.headers.get('retry-after'));
    return { status: response.status, text: await readText(response, MAX_ANSWER_BYTES), retryAfter };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    throw new AppError('PROVIDER_UNAVAILABLE', { reason: name }, { cause: error });
  }
}

/** The seconds that an answer names, within limits. A date or nothing counts as a short while. */
function readSeconds(header: string | null): number {
  const seconds = Number.parseInt(header ?? '', 10);
  return Number.isNaN(seconds) ? BUSY_S : Math.min(Math.max(seconds, 1), LONGEST_BUSY_S);
}

/** "Too many requests": the provider works and did nothing of what it was asked. The caller waits. */
export function isBusy(error: unknown): boolean {
  return error instanceof AppError && error.code === 'PROVIDER_UNAVAILABLE' && error.data['reason'] === BUSY;
}

/** Returns the `result` of a good answer. Only `state === 0` is good: server errors carry no `state` at all. */
function unwrap(status: number, text: string): unknown {
  if (status >= 500 || (status >= 300 && status < 400))
    throw new AppError('PROVIDER_UNAVAILABLE', { reason: `http ${status}` });
  const body = parseObject(text);
  if (!body) throw new AppError('PROVIDER_UNAVAILABLE', { reason: 'not json' });
  if (status < 300 && body['state'] === 0) return body['result'];
  if (typeof body['code'] === 'number' && body['code'] >= 500)
    throw new AppError('PROVIDER_UNAVAILABLE', { reason: `code ${body['code']}` });
  const { message, errors } = body;
  throw new AppError('PROVIDER_REFUSED', {
    status,
    ...(typeof body['state'] === 'number' ? { state: body['state'] } : {}),
    // It is stored with the refused object, so it must be storable text.
    message: typeof message === 'string' ? storable(message.slice(0, 200)) : '',
    fields:
      typeof errors === 'object' && errors !== null
        ? storable(Object.keys(errors).join(',').slice(0, 200))
        : '',
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
