import { setTimeout as sleep } from 'node:timers/promises';
import { Telegram } from 'telegraf';
import type { ApiMethods, InputFile as TypegramFile } from 'telegraf/types';
import { AppError } from '../lib/index.ts';
import type { Owed } from '../notifications/index.ts';
import type { Breaker, Context } from '../platform/index.ts';
import { createOutage } from './outage.ts';
import { createPace } from './pace.ts';
import {
  asAway,
  isOutage,
  isWhole,
  lossIn,
  MaybeSent,
  translate,
  unlessOurs,
  type Loss,
} from './telegramErrors.ts';

export { TelegramRefusal } from './telegramErrors.ts';

type Methods = ApiMethods<{ source: Buffer; filename?: string }>;
type Method = keyof Methods & keyof ApiMethods<TypegramFile>;
export type ResultOf<M extends Method> = ReturnType<Methods[M]>;
type PayloadOf<M extends Method> =
  Parameters<Methods[M]> extends [] ? Record<string, never> : Parameters<Methods[M]>[0];

/** Counts sends of one message that Telegram may have taken without saying so. */
export interface Guard {
  /** Called right before each try. False: the message may be there already, so do not send it again. */
  begin(isRepeat: boolean): Promise<boolean>;
  /**
   * Called after each try. `unsent`: it certainly did not arrive. `silence` and `broken`: it may have arrived. Never
   * throws.
   */
  end(how: 'sent' | 'unsent' | Loss): Promise<void>;
}

type Send = <M extends Method>(method: M, payload: PayloadOf<M>, guard?: Guard) => Promise<ResultOf<M>>;

/**
 * Calls of the Bot API. Errors: TelegramRefusal (it is about the chat or the message), TELEGRAM_UNAVAILABLE (no answer,
 * 5xx, a refused token, or still 429 after the wait that Telegram asked for; `lost` if the call may have been carried
 * out), CIRCUIT_OPEN, MaybeSent.
 */
export interface TelegramClient {
  /** Sends to a chat: within Telegram's limits over all replicas, behind the breaker, with more than one try. */
  send: Send;
  /**
   * The same for messages that the bot sends by itself: at most one a second in a chat. The job does the long waits.
   */
  tell: Send;
  /** One plain call, for everything that is not a message to a user. */
  call<M extends Method>(
    method: M,
    payload: PayloadOf<M>,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<ResultOf<M>>;
  /** Says whether this error is about one call alone or about Telegram as a whole. */
  judge(error: unknown): Promise<Owed>;
}

const CALL_TIMEOUT_MS = 15_000;
/** Tries of one message. */
const ATTEMPTS = 3;
/**
 * The client does not wait longer than this; the caller tries again later. A turn must end, and news have a job that
 * waits.
 */
const LONGEST_PAUSE_MS = { send: 20_000, tell: 1000 };

export function createClient(context: Context, breaker: Breaker): TelegramClient {
  const { config, log } = context;
  const telegram = new Telegram(config.TELEGRAM_TOKEN.reveal(), {
    // Telegraf resolves the method against this address. Without the slash the last part of the address would be lost.
    apiRoot: `${config.TELEGRAM_API_ROOT}/`,
    webhookReply: false,
  });
  const pace = createPace(context);
  const outage = createOutage(context);

  const call: TelegramClient['call'] = async (method, payload, options = {}) => {
    const signals = [AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS), options.signal];
    const signal = AbortSignal.any(signals.filter((item) => item !== undefined));
    try {
      // Telegraf types a signal as that of a polyfill. The signal of Node fits it.
      return (await telegram.callApi(method, payload as never, { signal: signal as never })) as never;
    } catch (error) {
      throw translate(error, method);
    }
  };
  /** The call behind the breaker. Its failure says whether Telegram as a whole fails. */
  const guarded = async <M extends Method>(
    method: M,
    payload: PayloadOf<M>,
    chatId: string,
  ): Promise<ResultOf<M>> => {
    try {
      const result = await breaker.run(() =>
        call(method, payload).catch(async (thrown: unknown) => {
          const error = unlessOurs(thrown, method);
          throw isOutage(error) && (await outage.failed(method, chatId)) ? asAway(error) : error;
        }),
      );
      await outage.succeeded(method);
      return result;
    } catch (error) {
      const told = error instanceof AppError ? error.data['retryAfter'] : undefined;
      const isFlood =
        typeof told === 'number' && error instanceof AppError && error.data['refusedToken'] === undefined;
      if (isFlood && chatId !== '') await pace.rest(chatId, told * 1000);
      throw error;
    }
  };

  /** Errors: TELEGRAM_UNAVAILABLE with `retryAfter`, if the chat has to wait longer than the caller would. */
  const waitHeld = async (chatId: string, mostMs: number): Promise<void> => {
    const ms = chatId === '' ? 0 : await pace.restsFor(chatId);
    if (ms > mostMs)
      throw new AppError(
        'TELEGRAM_UNAVAILABLE',
        { service: 'telegram', retryAfter: Math.ceil(ms / 1000) },
        { message: 'the chat was told to wait' },
      );
    if (ms > 0) await sleep(ms);
  };

  const sendWith =
    (how: 'send' | 'tell'): Send =>
    async (method, payload, guard) => {
      const chatId = payload && 'chat_id' in payload ? String(payload.chat_id) : '';
      const isRepeatable = method.startsWith('edit');
      for (let attempt = 1; ; attempt++) {
        await waitHeld(chatId, LONGEST_PAUSE_MS[how]);
        await pace[how === 'send' ? 'answer' : 'news'](chatId);
        if (guard && !(await guard.begin(attempt > 1))) throw new MaybeSent();
        try {
          const result = await guarded(method, payload, chatId);
          await guard?.end('sent');
          return result;
        } catch (error) {
          const loss = lossIn(error);
          await guard?.end(loss ?? 'unsent');
          // The person waits, and the message may be there. So after a silence the caller tries again later, not this
          // loop.
          const isOver = attempt >= ATTEMPTS || (loss === 'silence' && !isRepeatable);
          const pauseMs = pauseBefore(error, { attempt, how });
          if (pauseMs === undefined || isOver) throw error;
          log.debug({ method, attempt, pauseMs }, 'a call to Telegram failed and is tried again');
          await sleep(pauseMs);
        }
      }
    };
  const judge: TelegramClient['judge'] = async (error) => {
    if (isWhole(error) || (await breaker.state()).phase !== 'closed') return 'together';
    return isOutage(error) && (await outage.serves()) ? 'alone' : 'unclear';
  };
  return { call, send: sendWith('send'), tell: sendWith('tell'), judge };
}

/**
 * How long to wait before the next try: as Telegram says, or longer each time with jitter. Undefined: do not try again.
 */
function pauseBefore(
  error: unknown,
  { attempt, how }: { attempt: number; how: 'send' | 'tell' },
): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'TELEGRAM_UNAVAILABLE') return undefined;
  // Telegram refuses our token. It would refuse it again a moment later.
  if (error.data['refusedToken'] !== undefined) return undefined;
  const told = error.data['retryAfter'];
  if (typeof told !== 'number') return Math.random() * 250 * 2 ** attempt;
  return told * 1000 <= LONGEST_PAUSE_MS[how] ? told * 1000 : undefined;
}
