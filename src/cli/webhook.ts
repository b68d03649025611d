import type { App } from '../app.ts';
import { webhookControl } from '../bot/index.ts';

/** Sets the Telegram webhook to WEBHOOK_PATH of the public address. Errors: TELEGRAM_UNAVAILABLE. Returns the exit code. */
export async function setWebhookCommand(app: App): Promise<number> {
  await webhookControl(app).set();
  console.log(`Telegram sends updates to ${app.config.publicUrl}${app.config.WEBHOOK_PATH}`);
  return 0;
}

/** Deletes the webhook, so that polling can start. */
export async function deleteWebhookCommand(app: App): Promise<number> {
  await webhookControl(app).delete();
  console.log('The webhook is deleted.');
  return 0;
}

/** Prints what Telegram knows about the webhook: its address, the number of waiting updates, the last error. */
export async function webhookInfoCommand(app: App): Promise<number> {
  const info = await webhookControl(app).info();
  console.log(`address        ${info.url || '(none: polling)'}`);
  console.log(`waiting        ${info.pending_update_count}`);
  if (info.last_error_date !== undefined) {
    const at = new Date(info.last_error_date * 1000).toISOString();
    console.log(`last error     ${at} ${info.last_error_message ?? ''}`);
  }
  return 0;
}
