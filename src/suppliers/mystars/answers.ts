import type { z } from 'zod';
import { MINUTE_MS, parseJson, storableDeep } from '../../lib/index.ts';
import type { Later } from '../contract.ts';
import { laterOf, type Exchange } from '../../platform/index.ts';
import { ERROR } from './schemas.ts';

/** `no`: the supplier itself refused this call, and would refuse the same call again. */
export type Answer<T> =
  | { readonly is: 'good'; readonly status: number; readonly value: T; readonly text: string }
  | { readonly is: 'no'; readonly status: number; readonly text: string }
  | Later;

/** Statuses that are about one call. They count only with an error of the supplier, because a gateway also sends 404. */
const REFUSALS = new Set([400, 404, 409, 413, 422]);
/** The wait after a 429 without the headers of a budget: the limit of the day, or too many open orders to one recipient. */
const LONG_BUSY_MS = 15 * MINUTE_MS;
const UNREADABLE_MS = MINUTE_MS;

export function readAnswer<T extends z.ZodType>(result: Exchange, schema: T): Answer<z.output<T>> {
  if (result.is !== 'answer') return laterOf(result);
  const { status, headers, text } = result;
  const body = jsonOf(text);
  if (status >= 200 && status < 300) {
    const read = schema.safeParse(body);
    if (read.success) return { is: 'good', status, value: read.data, text };
    const fields = read.error.issues.map((issue) => issue.path.join('.') || issue.message);
    return unreadable(`${fields.join(', ').slice(0, 200)}: ${text.slice(0, 200)}`);
  }
  const refusal = ERROR.safeParse(body);
  if (refusal.success && REFUSALS.has(status)) {
    const { code, message, telegram_message: upstream } = refusal.data.error;
    return { is: 'no', status, text: (upstream ?? `${code}: ${message}`).slice(0, 500).toWellFormed() };
  }
  const later = laterOf(result);
  const isBudget = headers.has('retry-after') || headers.has('ratelimit-reset');
  return status === 429 && !isBudget ? { ...later, afterMs: LONG_BUSY_MS } : later;
}

/** Handles an answer that we cannot read: the same call is made again later. */
export function unreadable(text: string): Later {
  return {
    is: 'later',
    why: 'down',
    afterMs: UNREADABLE_MS,
    text: `unreadable answer: ${text}`.toWellFormed(),
  };
}

/** Undefined: the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return storableDeep(parseJson(text));
  } catch {
    return undefined;
  }
}
