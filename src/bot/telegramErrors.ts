import { TelegramError } from 'telegraf';
import { AppError } from '../lib/index.ts';

type ErrorData = Record<string, string | number>;

/**
 * Telegram understood the call and refused it for this chat or this message. `code` and `description` are Telegram's.
 */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly description: string;

  constructor(code: number, description: string) {
    super(`Telegram refused: ${code} ${description}`);
    this.name = 'TelegramRefusal';
    this.code = code;
    this.description = description;
  }

  /** Nothing can be sent to this user until the user comes back. */
  get isBlocked(): boolean {
    return this.code === 403 || /chat not found|user is deactivated|PEER_ID_INVALID/i.test(this.description);
  }
}

/** An earlier try may have arrived, and this message is not important enough to risk sending it twice. */
export class MaybeSent extends Error {
  override readonly name = 'MaybeSent';
}

/**
 * Refusals because of our token, or because the address is not a Bot API. The chat and the message are not to blame.
 */
const OURS: ReadonlySet<number> = new Set([401, 404]);
const OURS_RETRY_S = 30;
/** Network errors that happen before anything was sent. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** Turns an error of a Bot API call into an error of ours. */
export function translate(error: unknown, method: string): Error {
  if (!(error instanceof TelegramError)) return unavailable(error, method, lossOf(error));
  if (error.code === 429)
    return unavailable(error, method, { retryAfter: error.parameters?.retry_after ?? 1 });
  if (error.code >= 500) return unavailable(error, method, {});
  return new TelegramRefusal(error.code, error.description);
}

/** While our token or the address of the Bot API is refused, the send can be repeated. */
export function unlessOurs(error: unknown, method: string): unknown {
  if (!(error instanceof TelegramRefusal) || !OURS.has(error.code)) return error;
  return unavailable(error, method, { refusedToken: error.code, retryAfter: OURS_RETRY_S });
}

/**
 * `silence`: no answer in time. `broken`: the connection ended before the answer. In both cases Telegram may have
 * carried out the call.
 */
export type Loss = 'silence' | 'broken';

function lossOf(error: unknown): ErrorData {
  const text = error instanceof Error ? `${error.name} ${codeOf(error)} ${error.message}` : '';
  if (NOT_SENT.test(text)) return {};
  return { lost: /Abort|Timeout|aborted/.test(text) ? 'silence' : 'broken' };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Leaves out the cause on purpose: Telegraf's errors carry the payload, and addresses carry the token. */
function unavailable(error: unknown, method: string, data: ErrorData): AppError {
  const why = error instanceof Error ? error.message.replace(/bot\d+:[\w-]+/g, 'bot***') : 'unknown';
  return new AppError(
    'TELEGRAM_UNAVAILABLE',
    { service: 'telegram', ...data },
    { message: `${method}: ${why}` },
  );
}

/** Telegram did not do the call, and the reason is neither the chat nor the message. Another try makes sense. */
export function isTelegramAway(error: unknown): boolean {
  return error instanceof AppError && error.data['service'] === 'telegram';
}

/** Why we do not know whether Telegram did it. Undefined: we know. */
export function lossIn(error: unknown): Loss | undefined {
  const lost = error instanceof AppError ? error.data['lost'] : undefined;
  return lost === 'silence' || lost === 'broken' ? lost : undefined;
}

/** Silence, a broken connection or a 5xx. "Too many requests" and a refused token are answers of a healthy service. */
export function isOutage(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    error.code === 'TELEGRAM_UNAVAILABLE' &&
    error.data['retryAfter'] === undefined
  );
}

/** The same error, marked as one about the service as a whole. */
export function asAway(error: AppError): AppError {
  return new AppError(error.code, { ...error.data, whole: 1 }, { message: error.message });
}

/** The error is about the service as a whole, or about our token, which has the same effect. */
export function isWhole(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'CIRCUIT_OPEN' || (error.data['whole'] ?? error.data['refusedToken']) !== undefined;
}
