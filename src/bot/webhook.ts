import type { WebhookInfo } from 'telegraf/types';
import type { Config } from '../platform/index.ts';
import type { TelegramClient } from './client.ts';
import { ALLOWED_UPDATES } from './update.ts';

/** Number of updates that Telegram sends at the same time. */
const MAX_CONNECTIONS = 40;

export interface WebhookControl {
  set(): Promise<void>;
  delete(): Promise<void>;
  info(): Promise<WebhookInfo>;
}

export function webhookUrl(config: Config): string {
  return `${config.publicUrl}${config.WEBHOOK_PATH}`;
}

/** The webhook at Telegram. Errors: TelegramRefusal, TELEGRAM_UNAVAILABLE. */
export function createWebhookControl(client: TelegramClient, config: Config): WebhookControl {
  return {
    set: async () => {
      await client.call('setWebhook', {
        url: webhookUrl(config),
        secret_token: config.WEBHOOK_SECRET.reveal(),
        allowed_updates: ALLOWED_UPDATES,
        max_connections: MAX_CONNECTIONS,
      });
    },
    delete: async () => {
      await client.call('deleteWebhook', {});
    },
    info: () => client.call('getWebhookInfo', {}),
  };
}
