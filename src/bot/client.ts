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
  /** Right before each try. False: it may be there already, and must not be sent again. */
  begin(isRepeat: boolean): Promise<boolean>;
  /** After it: `unsent` certainly did not arrive, `silence` and `broken` may have. Never throws. */
  end(how: 'sent' | 'unsent' | Loss): Promise<void>;
}

type Send = <M extends Method>(method: M, payload: PayloadOf<M>, guard?: Guard) => Promise<ResultOf<M>>;

/**
 * Calls of the Bot API. Errors: TelegramRefusal (it speaks of the chat or the message), TELEGRAM_UNAVAILABLE (no answer,
 * 5xx, a refused token, or still 429 after waiting as told; `lost` where it may have been done), CIRCUIT_OPEN, MaybeSent.
 */
export interface TelegramClient {
  /** Sends to a chat: kept below Telegram's limits over all replicas, behind the breaker, tried again. */
  send: Send;
  /** The same for what the bot says by itself: at most one message a second in a chat. Long waits are left to the job. */
  tell: Send;
  /** One plain call, for everything that is no message to a user. */
  call<M extends Method>(
    method: M,
    payload: PayloadOf<M>,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<ResultOf<M>>;
  /** How what failed with this error failed: alone, or with Telegram as a whole. */
  judge(error: unknown): Promise<Owed>;
}

const CALL_TIMEOUT_MS = 15_000;
/** Tries of one message. */
const ATTEMPTS = 3;
/** Longer pauses are left to whoever tries again later: a turn must end, and news have a job that waits. */
const LONGEST_PAUSE_MS = { send: 20_000, tell: 1000 };

export function createClient(context: Context, breaker: Breaker): TelegramClient {
  const { config, log } = context;
  const telegram = new Telegram(config.TELEGRAM_TOKEN.reveal(), {
    // Telegraf resolves the method against this address: without the slash its last part would be lost.
    apiRoot: `${config.TELEGRAM_API_ROOT}/`,
    webhookReply: false,
  });
  const pace = createPace(context);
  const outage = createOutage(context);

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
  /** The call behind the breaker; its failure says whether it speaks of Telegram as a whole. */
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

  /** Errors: TELEGRAM_UNAVAILABLE with `retryAfter`, where the chat has to wait for longer than somebody here would. */
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
          // The person waits, and it may be there: after a silence it is left to whoever tries again later.
          const isOver = attempt >= ATTEMPTS || (loss === 'silence' && !isRepeatable);
          const pauseMs = pauseBefore(error, { attempt, how });
          if (pauseMs === undefined || isOver) throw error;
          log.debug({ method, attempt, pauseMs }, 'telegram call is tried again');
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

/** How long to wait before the next try: as told, or longer each time with jitter; undefined: do not try again. */
function pauseBefore(
  error: unknown,
  { attempt, how }: { attempt: number; how: 'send' | 'tell' },
): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'TELEGRAM_UNAVAILABLE') return undefined;
  // Our token is refused: in a moment it will be refused again.
  if (error.data['refusedToken'] !== undefined) return undefined;
  const told = error.data['retryAfter'];
  if (typeof told !== 'number') return Math.random() * 250 * 2 ** attempt;
  return told * 1000 <= LONGEST_PAUSE_MS[how] ? told * 1000 : undefined;
}
