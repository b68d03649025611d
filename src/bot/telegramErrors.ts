import { TelegramError } from 'telegraf';
import { AppError } from '../lib/index.ts';

type ErrorData = Record<string, string | number>;

/** Telegram understood the call and said no to this chat or this message. `code` and `description` are Telegram's. */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly description: string;

  constructor(code: number, description: string) {
    super(`Telegram refused: ${code} ${description}`);
    this.name = 'TelegramRefusal';
    this.code = code;
    this.description = description;
  }

  /** Nothing can be sent to this user any more, until the user comes back. */
  get isBlocked(): boolean {
    return this.code === 403 || /chat not found|user is deactivated|PEER_ID_INVALID/i.test(this.description);
  }
}

/** An earlier try may have arrived, and this message is not worth being told twice. */
export class MaybeSent extends Error {
  override readonly name = 'MaybeSent';
}

/** Refusals that speak of our token, or of an address that is no Bot API: no chat and no message is to blame. */
const OURS: ReadonlySet<number> = new Set([401, 404]);
const OURS_RETRY_S = 30;
/** Trouble on the way that comes before anything was sent. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** What a call of the Bot API threw, as ours. */
export function translate(error: unknown, method: string): Error {
  if (!(error instanceof TelegramError)) return unavailable(error, method, lossOf(error));
  if (error.code === 429)
    return unavailable(error, method, { retryAfter: error.parameters?.retry_after ?? 1 });
  if (error.code >= 500) return unavailable(error, method, {});
  return new TelegramRefusal(error.code, error.description);
}

/** What was sent is repeated for as long as our token, or the address of the Bot API, is refused. */
export function unlessOurs(error: unknown, method: string): unknown {
  if (!(error instanceof TelegramRefusal) || !OURS.has(error.code)) return error;
  return unavailable(error, method, { refusedToken: error.code, retryAfter: OURS_RETRY_S });
}

/** `silence`: no answer in time. `broken`: the connection ended before one. In both the call may have been carried out. */
export type Loss = 'silence' | 'broken';

function lossOf(error: unknown): ErrorData {
  const text = error instanceof Error ? `${error.name} ${codeOf(error)} ${error.message}` : '';
  if (NOT_SENT.test(text)) return {};
  return { lost: /Abort|Timeout|aborted/.test(text) ? 'silence' : 'broken' };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The cause is left out on purpose: Telegraf's errors carry the payload, and addresses carry the token. */
function unavailable(error: unknown, method: string, data: ErrorData): AppError {
  const why = error instanceof Error ? error.message.replace(/bot\d+:[\w-]+/g, 'bot***') : 'unknown';
  return new AppError(
    'TELEGRAM_UNAVAILABLE',
    { service: 'telegram', ...data },
    { message: `${method}: ${why}` },
  );
}

/** Telegram did not do what it was asked, and that says nothing of the chat or the message: it is worth another try. */
export function isTelegramAway(error: unknown): boolean {
  return error instanceof AppError && error.data['service'] === 'telegram';
}

/** Why it is not known whether Telegram did it; undefined where it is. */
export function lossIn(error: unknown): Loss | undefined {
  const lost = error instanceof AppError ? error.data['lost'] : undefined;
  return lost === 'silence' || lost === 'broken' ? lost : undefined;
}

/** Silence, a broken connection, a 5xx. "Too many requests" and a refused token are answers of a service that is well. */
export function isOutage(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    error.code === 'TELEGRAM_UNAVAILABLE' &&
    error.data['retryAfter'] === undefined
  );
}

/** The same error, which also speaks of the service as a whole. */
export function asAway(error: AppError): AppError {
  return new AppError(error.code, { ...error.data, whole: 1 }, { message: error.message });
}

/** It speaks of the service as a whole, or of our token, which comes to the same. */
export function isWhole(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'CIRCUIT_OPEN' || (error.data['whole'] ?? error.data['refusedToken']) !== undefined;
}
