import { AppError, storable } from '../lib/index.ts';
import type { Breaker } from './breaker.ts';

/** Nothing happened there: try again, not before `afterMs`. */
export interface Later {
  readonly is: 'later';
  /** `key`: the service refuses our key. `open`: the circuit is open and nobody was asked. */
  readonly why: 'busy' | 'down' | 'key' | 'open';
  readonly afterMs: number;
  readonly text?: string;
}

/** One call to a service, as text; what it means is read by the folder that calls. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/**
 * `answer`: the supplier said something. `unsent`: the call surely did not reach it, so nothing happened there. `lost`: it
 * may have reached it, and nobody knows what happened.
 */
export type Exchange =
  | { readonly is: 'answer'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly is: 'unsent'; readonly why: 'busy' | 'down' | 'open'; readonly reason: string }
  | { readonly is: 'lost'; readonly reason: string };

/** Answers are small; a larger one does not come from a supplier. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Errors of a connection that was never made. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Statuses that speak of the supplier as a whole, and not of one order. */
const isWholeFailure = (status: number): boolean => status >= 500 || status === 401 || status === 403;

/** Counts against a supplier in its circuit. */
class SupplierFailure extends Error {
  readonly exchange: Exchange;
  constructor(exchange: Exchange) {
    super(exchange.is === 'answer' ? `http ${exchange.status}` : exchange.reason);
    this.exchange = exchange;
  }
}

export function isSupplierFailure(error: unknown): boolean {
  return error instanceof SupplierFailure;
}

/**
 * One call behind the circuit of its supplier. Never throws for what happens on the way. Redirects are not followed: they
 * would carry the key elsewhere.
 */
export async function exchange(breaker: Breaker, request: Request): Promise<Exchange> {
  try {
    return await breaker.run(async () => {
      const result = await send(request);
      const failed = result.is !== 'answer' || isWholeFailure(result.status);
      if (failed) throw new SupplierFailure(result);
      return result;
    });
  } catch (error) {
    if (error instanceof SupplierFailure) return error.exchange;
    if (error instanceof AppError && error.code === 'CIRCUIT_OPEN')
      return { is: 'unsent', why: 'open', reason: 'the circuit is open' };
    throw error;
  }
}

async function send(request: Request): Promise<Exchange> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    const text = storable(await readText(response, MAX_ANSWER_BYTES));
    return { is: 'answer', status: response.status, headers: response.headers, text };
  } catch (error) {
    const reason = reasonOf(error);
    return NEVER_SENT.has(reason) ? { is: 'unsent', why: 'down', reason } : { is: 'lost', reason };
  }
}

/** The text of an answer. Fails if it is larger than `maxBytes`, before more of it is read. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  // A reader costs a quarter less than `for await` on the whole call.
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return Buffer.concat(chunks).toString('utf8');
    chunks.push(part.value);
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new Error('the answer is too large');
    }
  }
}

/** The code of the connection's own error where there is one, else the name of what was thrown. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name;
}

const DOWN_MS = 30_000;
const LONGEST_WAIT_S = 3600;

/** The call had no result that counts, and may be made again. */
export function laterOf(result: Exchange): Later {
  if (result.is === 'unsent') return { is: 'later', why: result.why, afterMs: DOWN_MS, text: result.reason };
  if (result.is === 'lost') return { is: 'later', why: 'down', afterMs: DOWN_MS, text: result.reason };
  const { status } = result;
  // A cut may leave half of a surrogate pair.
  const text = storable(result.text.slice(0, 500));
  if (status === 429) return { is: 'later', why: 'busy', afterMs: waitOf(result.headers), text };
  return { is: 'later', why: status === 401 || status === 403 ? 'key' : 'down', afterMs: DOWN_MS, text };
}

/** What `Retry-After` asks for in milliseconds, within an hour; half a minute where it says nothing. */
export function waitOf(headers: Headers): number {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  return Number.isNaN(seconds) ? DOWN_MS : Math.min(Math.max(seconds, 1), LONGEST_WAIT_S) * 1000;
}
