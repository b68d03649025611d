import { createHmac } from 'node:crypto';
import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { titleOf } from './kinds/index.ts';
import type { Alert, AlertEvent } from './types.ts';

const TIMEOUT_MS = 10_000;
/** The receiver is gone and says so. */
const GONE = 410;
const PREFIX = 'whsec_';

/**
 * The signature of a webhook as https://www.standardwebhooks.com describes it: HMAC-SHA256 over id, time and body, in
 * base64.
 */
export function signWebhook(
  secret: string,
  { id, seconds, body }: { id: string; seconds: number; body: string },
): string {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : secret;
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/**
 * Posts one event to ALERT_WEBHOOK_URL. A repeated call has the same id, so the receiver can leave it out. Returns why
 * the receiver will never take it. Errors: it may take it later.
 */
export async function publishAlert(
  { config, clock }: Pick<Context, 'config' | 'clock'>,
  { id, event, alert }: { id: string; event: AlertEvent; alert: Alert },
): Promise<string | undefined> {
  const url = config.ALERT_WEBHOOK_URL;
  if (url === '') return 'there is no ALERT_WEBHOOK_URL any more';
  const [ru, en] = titleOf(alert.kind, alert.subject);
  const { kind, subject, area, severity, detail, raisedAt, endedAt } = alert;
  const data = {
    alertId: alert.id,
    kind,
    subject,
    area,
    severity,
    title: { ru, en },
    detail,
    raisedAt,
    endedAt,
  };
  const body = JSON.stringify({ type: `alert.${event}`, data });
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signWebhook(config.ALERT_WEBHOOK_SECRET.reveal(), { id, seconds, body }),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (response.ok) return undefined;
  if (response.status === GONE) return 'the receiver answered 410';
  throw new AppError('INTERNAL', {}, { message: `the webhook of alerts answered ${response.status}` });
}
