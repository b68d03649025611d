import { setTimeout as sleep } from 'node:timers/promises';
import { Telegram, TelegramError } from 'telegraf';
import type { ApiMethods, InputFile as TypegramFile } from 'telegraf/types';
import { AppError } from '../lib/index.ts';
import type { Breaker, Context } from '../platform/index.ts';
import { createPace, type Pace } from './pace.ts';

type Methods = ApiMethods<{ source: Buffer; filename?: string }>;
type Method = keyof Methods & keyof ApiMethods<TypegramFile>;
export type ResultOf<M extends Method> = ReturnType<Methods[M]>;
type PayloadOf<M extends Method> =
  Parameters<Methods[M]> extends [] ? Record<string, never> : Parameters<Methods[M]>[0];

/** Telegram understood the call and said no. `code` and `description` are Telegram's. */
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
    return this.code === 403;
  }
}

type Send = <M extends Method>(method: M, payload: PayloadOf<M>) => Promise<ResultOf<M>>;

/**
 * Calls of the Bot API. Errors: TelegramRefusal (4xx), TELEGRAM_UNAVAILABLE (no answer, 5xx, or still 429 after
 * waiting as told), CIRCUIT_OPEN.
 */
export interface TelegramClient {
  /** Sends to a chat: kept below Telegram's limits over all replicas, behind the breaker, tried again. */
  send: Send;
  /** The same for what the bot says by itself: at most one message a second in a chat. */
  tell: Send;
  /** One plain call, for everything that is no message to a user. */
  call<M extends Method>(
    method: M,
    payload: PayloadOf<M>,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<ResultOf<M>>;
}

const CALL_TIMEOUT_MS = 15_000;
/** Tries of one message. A message sent twice is a small harm, an answer never sent is a big one. */
const ATTEMPTS = 3;
/** Longer pauses are left to whoever tries again later: a turn must end. */
const LONGEST_PAUSE_MS = 20_000;

export function createClient(context: Context, breaker: Breaker): TelegramClient {
  const { config, log } = context;
  const telegram = new Telegram(config.TELEGRAM_TOKEN.reveal(), {
    // Telegraf resolves the method against this address: without the slash its last part would be lost.
    apiRoot: `${config.TELEGRAM_API_ROOT}/`,
    webhookReply: false,
  });
  const pace = createPace(context);

  const call: TelegramClient['call'] = async (method, payload, options = {}) => {
    const signals = [AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS), options.signal];
    const signal = AbortSignal.any(signals.filter((item) => item !== undefined));
    try {
      // Telegraf's own type of a signal is the one of a polyfill; Node's fits it.
      return (await telegram.callApi(method, payload as never, { signal: signal as never })) as never;
    } catch (error) {
      throw translate(error, method);
    }
  };

  const sendWith =
    (turn: Pace[keyof Pace]): Send =>
    async (method, payload) => {
      const chatId = payload && 'chat_id' in payload ? String(payload.chat_id) : '';
      for (let attempt = 1; ; attempt++) {
        await turn(chatId);
        try {
          return await breaker.run(() => call(method, payload));
        } catch (error) {
          const pauseMs = pauseBefore(error, attempt);
          if (pauseMs === undefined || attempt >= ATTEMPTS) throw error;
          log.debug({ method, attempt, pauseMs }, 'telegram call is tried again');
          await sleep(pauseMs);
        }
      }
    };
  return { call, send: sendWith(pace.answer), tell: sendWith(pace.news) };
}

function translate(error: unknown, method: string): Error {
  if (error instanceof TelegramError) {
    if (error.code === 429)
      return unavailable(error, method, { retryAfter: error.parameters?.retry_after ?? 1 });
    return error.code >= 500
      ? unavailable(error, method)
      : new TelegramRefusal(error.code, error.description);
  }
  return unavailable(error, method);
}

/** The cause is left out on purpose: Telegraf's errors carry the payload, and addresses carry the token. */
function unavailable(error: unknown, method: string, data: Record<string, number> = {}): AppError {
  const why = error instanceof Error ? error.message.replace(/bot\d+:[\w-]+/g, 'bot***') : 'unknown';
  return new AppError('TELEGRAM_UNAVAILABLE', data, { message: `${method}: ${why}` });
}

/** How long to wait before the next try: as told, or longer each time with jitter; undefined: do not try again. */
function pauseBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'TELEGRAM_UNAVAILABLE') return undefined;
  const told = error.data['retryAfter'];
  if (typeof told === 'number') return told * 1000 <= LONGEST_PAUSE_MS ? told * 1000 : undefined;
  return Math.random() * 250 * 2 ** attempt;
}
