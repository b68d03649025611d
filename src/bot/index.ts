import type { Context } from '../platform/index.ts';
import type { App } from '../app.ts';
import { createClient } from './client.ts';
import { createWebhookControl, type WebhookControl } from './webhook.ts';

export { createBot, type Bot } from './createBot.ts';
export { previewShop } from './preview.ts';
export type { WebhookControl } from './webhook.ts';

/** The webhook at Telegram, for the command line. */
export function webhookControl(app: Context & Pick<App, 'breakers'>): WebhookControl {
  return createWebhookControl(createClient(app, app.breakers.telegram), app.config);
}
