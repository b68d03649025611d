import { MINUTE_MS } from '../lib/index.ts';
import { clearSign, raiseSign, type Sign } from '../health/index.ts';
import type { Context } from '../platform/index.ts';
import { pause } from './background.ts';
import { TelegramRefusal, type TelegramClient } from './client.ts';
import {
  isTwoConsumers,
  judgeWebhook,
  signOfFailure,
  TELEGRAM_SIGNS,
  TWO_CONSUMERS,
  type Judged,
} from './telegramHealth.ts';
import { ALLOWED_UPDATES } from './update.ts';
import { webhookUrl, type WebhookControl } from './webhook.ts';

const LOOK_MS = 20_000;
/** For this long after the last refusal, two consumers still count as two. */
const CONSUMERS_MS = MINUTE_MS;
/** The first silence is not reported; the next look decides. */
const SILENCES = 2;

/** Watches the way from Telegram to us, and says what is wrong with it. */
export interface Watch {
  /** Looks once, and repairs what it can. Never throws. */
  look(): Promise<void>;
  /** Looks until `signal` says stop. */
  run(signal: AbortSignal): Promise<void>;
  /** Gets the error of a failed call. If the problem may last, a look follows soon. */
  note(error: unknown): void;
}

export function createWatch(context: Context, client: TelegramClient, webhook: WebhookControl): Watch {
  const { config, log } = context;
  /** Signs that are raised. At the start any of them may be, raised by an earlier process. */
  const raised = new Set<string>(TELEGRAM_SIGNS);
  let setAt = 0;
  let silences = 0;
  let twoConsumersAt = -Infinity;
  let wake = new AbortController();

  const say = async (signs: readonly Sign[]): Promise<void> => {
    for (const sign of signs) {
      await raiseSign(context, sign);
      raised.add(sign.name);
    }
    for (const name of raised) {
      if (signs.some((sign) => sign.name === name)) continue;
      await clearSign(context, name);
      raised.delete(name);
    }
  };
  const act = async (what: Judged['act']): Promise<void> => {
    if (what === 'none') return;
    if (what === 'delete') {
      await webhook.delete();
      log.info('our webhook was deleted, because this bot polls');
      return;
    }
    await webhook.set();
    log.info({ webhook: config.WEBHOOK_PATH }, 'the webhook is set');
    setAt = Math.ceil(Date.now() / 1000);
  };
  const judge = async (): Promise<Judged> => {
    await client.call('getMe', {});
    // At the start the webhook is always set, because nobody can see whether its secret is ours.
    if (config.botMode === 'webhook' && setAt === 0) await act('set');
    const info = await webhook.info();
    const wanted = { mode: config.botMode, url: webhookUrl(config), allowed: ALLOWED_UPDATES, setAt };
    return judgeWebhook(info, wanted, Date.now() / 1000);
  };
  const look = async (): Promise<void> => {
    let signs: readonly Sign[] = [];
    try {
      const judged = await judge();
      silences = 0;
      signs = judged.signs;
      // Reports the sign while it is true. The next look takes it back.
      await say(withConsumers(signs));
      return await act(judged.act);
    } catch (error) {
      const sign = signOfFailure(error);
      silences = sign?.name === 'telegram.away' ? silences + 1 : 0;
      const isTold = sign && (sign.name !== 'telegram.away' || silences >= SILENCES);
      if (isTold) signs = [...signs.filter(({ name }) => name !== sign.name), sign];
      else if (!sign) log.warn({ err: error }, 'the webhook could not be checked');
    }
    await say(withConsumers(signs));
  };
  const withConsumers = (signs: readonly Sign[]): readonly Sign[] =>
    performance.now() - twoConsumersAt < CONSUMERS_MS ? [...signs, TWO_CONSUMERS] : signs;

  return {
    look,
    run: async (signal) => {
      while (!signal.aborted) {
        await pause(LOOK_MS, AbortSignal.any([signal, wake.signal]));
        if (signal.aborted) return;
        wake = new AbortController();
        await look();
      }
    },
    note: (error) => {
      if (isTwoConsumers(error)) twoConsumersAt = performance.now();
      if (error instanceof TelegramRefusal && [401, 404, 409].includes(error.code)) wake.abort();
    },
  };
}
