import { AppError, DAY_MS, MINUTE_MS, toAppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { StaffLanguage } from '../staff/index.ts';
import { kindOf, titleOf } from './kinds/index.ts';
import { quietUntil } from './quiet.ts';
import { concerns, findReceivers, type Receiver } from './receivers.ts';
import { findAlert, silencedUntil } from './rows.ts';
import { claimTell, earlierTells, endTell, guardOf, putOffTell, type Tell } from './tells.ts';
import type { Alert, AlertEvent, Pair } from './types.ts';
import { publishAlert } from './webhook.ts';

/** An alert as people read it. */
export interface ShownAlert {
  readonly alertId: string;
  readonly severity: Alert['severity'];
  readonly title: Pair;
  readonly why: Pair;
  readonly todo: Pair;
  /** For operators, in English. Empty if the alert is not about the operation. */
  readonly detail: string;
  readonly raisedAt: Date;
  readonly endedAt: Date | null;
  /** Who acknowledged it. */
  readonly takenBy: string | null;
  /** Its page in the back office, if Telegram takes a link there. */
  readonly link: string | null;
}

/** A message to a chat in Telegram. */
export interface AlertMessage {
  readonly chatId: bigint;
  readonly threadId: number | null;
  readonly language: StaffLanguage;
  readonly event: AlertEvent;
  readonly alert: ShownAlert;
  readonly guard: ReturnType<typeof guardOf>;
}

/**
 * Sends to Telegram. `no`: another try would end the same way. Errors: a later try can succeed.
 */
export type SendAlert = (message: AlertMessage) => Promise<'sent' | { readonly no: string }>;

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 15 * MINUTE_MS;
/** Later nobody is helped by it. */
const GIVE_UP_MS = DAY_MS;
const SOON_MS = 10_000;

/**
 * Sends one message about an alert and records the result. Safe to repeat and to run twice at once. A message that is no
 * longer true is skipped. Errors: with `retryAfter`, if another run sends it now.
 */
export async function sendTell(app: Context, tellId: string, send: SendAlert): Promise<void> {
  const claimed = await claimTell(app, tellId);
  if (claimed === 'over') return;
  if ('again' in claimed) throw new AppError('TELEGRAM_UNAVAILABLE', { retryAfter: claimed.again });
  const { tell } = claimed;
  try {
    const alert = await findAlert(app.db, tell.alertId);
    if (!alert) return await endTell(app, tell, { state: 'skipped' });
    await (tell.receiverId === null ? toWebhook(app, tell, alert) : toChat(app, tell, alert, send));
  } catch (thrown) {
    await afterTrouble(app, tell, toAppError(thrown));
  }
}

async function toWebhook(app: Context, tell: Tell, alert: Alert): Promise<void> {
  const refused = await publishAlert(app, { id: tell.id, event: tell.event, alert });
  await endTell(app, tell, refused === undefined ? { state: 'sent' } : { state: 'failed', error: refused });
}

async function toChat(app: Context, tell: Tell, alert: Alert, send: SendAlert): Promise<void> {
  const [receiver] = await findReceivers(app.db, 'r.id = $1', [tell.receiverId]);
  const now = app.clock.now();
  const next = receiver ? await whatNext(app, tell, { alert, receiver, now }) : 'skip';
  if (!receiver || next === 'skip') return endTell(app, tell, { state: 'skipped' });
  if (next !== 'send') return putOffTell(app, tell, { until: next });
  const { chatId, threadId, language } = receiver;
  const result = await send({
    chatId,
    threadId,
    language,
    event: tell.event,
    alert: await showAlert(app, alert),
    guard: guardOf(app, tell),
  });
  await endTell(app, tell, result === 'sent' ? { state: 'sent' } : { state: 'failed', error: result.no });
}

/** Whether the message is still wanted, and not before when. */
async function whatNext(
  app: Context,
  tell: Tell,
  { alert, receiver, now }: { alert: Alert; receiver: Receiver; now: Date },
): Promise<'send' | 'skip' | Date> {
  if (receiver.role !== null && !concerns(receiver.role, alert.area)) return 'skip';
  if (tell.event === 'ended') {
    const { isSent, isUnderWay } = await earlierTells(app.db, tell);
    if (!isSent) return isUnderWay ? new Date(now.getTime() + SOON_MS) : 'skip';
  } else {
    if (alert.endedAt) return 'skip';
    const until = await silencedUntil(app.db, alert, now);
    if (until) return until;
  }
  const isLoud = alert.severity === 'critical' && receiver.wakes;
  return (!isLoud && receiver.quiet && quietUntil(receiver.quiet, now)) || 'send';
}

async function afterTrouble(app: Context, tell: Tell, error: AppError): Promise<void> {
  const now = app.clock.now().getTime();
  if (now - tell.createdAt.getTime() > GIVE_UP_MS) {
    app.log.error({ err: error, tellId: tell.id }, 'a message about an alert cannot be sent');
    return endTell(app, tell, { state: 'failed', error: error.message });
  }
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (tell.tries - 1), LONGEST_RETRY_MS);
  app.log.warn({ err: error, tellId: tell.id, waitMs }, 'a message about an alert is tried again');
  await putOffTell(app, tell, { until: new Date(now + waitMs), error: error.message });
}

export async function showAlert(
  { db, config }: Pick<Context, 'db' | 'config'>,
  alert: Alert,
): Promise<ShownAlert> {
  const { area, why, todo } = kindOf(alert.kind);
  const taken = await db.one<{ name: string }>(
    'SELECT s.name FROM alerts a JOIN staff s ON s.id = a.acknowledged_by WHERE a.id = $1',
    [alert.id],
  );
  return {
    alertId: alert.id,
    severity: alert.severity,
    title: titleOf(alert.kind, alert.subject),
    why,
    todo,
    detail: area === 'operation' ? alert.detail : '',
    raisedAt: alert.raisedAt,
    endedAt: alert.endedAt,
    takenBy: taken?.name ?? null,
    link: config.adminOrigin.startsWith('https:') ? pageOf(config, alert.id) : null,
  };
}

export function pageOf({ adminOrigin }: Pick<Context['config'], 'adminOrigin'>, alertId: string): string {
  return `${adminOrigin}/admin/resources/alerts/records/${alertId}/show`;
}
