import type { WebhookInfo } from 'telegraf/types';
import type { Sign } from '../health/index.ts';
import { AppError } from '../lib/index.ts';
import { TelegramRefusal } from './client.ts';

/** What can be wrong between Telegram and us. Each is a sign of ill health with a name. */
export const TELEGRAM_SIGNS = [
  'telegram.token',
  'telegram.away',
  'telegram.webhook',
  'telegram.consumers',
  'telegram.delivery',
] as const;
type SignName = (typeof TELEGRAM_SIGNS)[number];
type Found = Sign & { readonly name: SignName };

/** Errors of delivery are reported for this long after the last one. */
const RECENT_S = 300;

const unhealthy = (name: SignName, text: string): Found => ({ name, severity: 'unhealthy', text });

/** What a failed call says about our setup. Undefined: nothing that lasts. */
export function signOfFailure(error: unknown): Found | undefined {
  if (error instanceof TelegramRefusal) {
    // Telegram answers 404 to a token that does not even look like one.
    if ([401, 403, 404].includes(error.code))
      return unhealthy(
        'telegram.token',
        `Telegram refuses our token (${error.code} ${error.description}): set TELEGRAM_TOKEN`,
      );
    return unhealthy(
      'telegram.webhook',
      `Telegram refuses our webhook (${error.code} ${error.description.slice(0, 200)})`,
    );
  }
  const isAway = error instanceof AppError && error.code === 'TELEGRAM_UNAVAILABLE';
  return isAway && error.data['retryAfter'] === undefined
    ? unhealthy('telegram.away', 'Telegram does not answer')
    : undefined;
}

/** Two programs that poll with one token take each other's updates. */
export const TWO_CONSUMERS = unhealthy(
  'telegram.consumers',
  'another program, or another copy of this one, asks Telegram for updates with our token: stop one of them',
);

export function isTwoConsumers(error: unknown): boolean {
  return (
    error instanceof TelegramRefusal && error.code === 409 && /other getUpdates/i.test(error.description)
  );
}

/** What we want the webhook to be. `url` is our address also while we poll. */
export interface Wanted {
  readonly mode: 'webhook' | 'polling';
  readonly url: string;
  readonly allowed: readonly string[];
  /** When we set it last, in Unix seconds. */
  readonly setAt: number;
}

export interface Judged {
  readonly signs: readonly Found[];
  /** What the bot should do about it by itself. */
  readonly act: 'set' | 'delete' | 'none';
}

/** Compares what Telegram says of the webhook with what it should be. Never deletes a webhook that is not ours. */
export function judgeWebhook(info: WebhookInfo, wanted: Wanted, now: number): Judged {
  const url = info.url ?? '';
  if (wanted.mode === 'polling') {
    if (url === '') return { signs: [], act: 'none' };
    if (url === wanted.url) return { signs: [], act: 'delete' };
    const text = `a webhook that is not ours (${hostOf(url)}) takes the updates; "webhook delete" takes it away`;
    return { signs: [unhealthy('telegram.webhook', text)], act: 'none' };
  }
  const delivery = deliverySigns(info, now);
  const problem = problemOf(info, wanted);
  if (problem === undefined) return { signs: delivery, act: 'none' };
  return { signs: [unhealthy('telegram.webhook', problem), ...delivery], act: 'set' };
}

function problemOf(info: WebhookInfo, wanted: Wanted): string | undefined {
  const url = info.url ?? '';
  if (url === '') return 'the webhook was deleted: Telegram sends us nothing';
  if (url !== wanted.url) return `the webhook leads elsewhere (${hostOf(url)})`;
  const allowed: readonly string[] = info.allowed_updates ?? [];
  if (wanted.allowed.some((kind) => !allowed.includes(kind)))
    return 'the webhook leaves out kinds of updates';
  // Somebody set our address with another secret, so we refuse every update ourselves.
  const { last_error_date: at = 0, last_error_message: words = '' } = info;
  if (at > wanted.setAt && /\b401\b/.test(words)) return 'the webhook has another secret than ours';
  return undefined;
}

function deliverySigns(info: WebhookInfo, now: number): Found[] {
  const { last_error_date: at = 0, last_error_message: words = '', pending_update_count: waiting } = info;
  if (now - at > RECENT_S) return [];
  const text = `Telegram could not deliver updates (${waiting} wait): ${words.slice(0, 200)}`;
  return [{ name: 'telegram.delivery', severity: 'degraded', text }];
}

/** Only the host, because the path may be a secret of its owner. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'unreadable';
}
