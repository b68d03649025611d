import { newId } from '../lib/index.ts';
import type { Config, Tx } from '../platform/index.ts';
import { enqueueMany } from '../queue/index.ts';
import { findReceivers, wants } from './receivers.ts';
import type { Alert, AlertEvent } from './types.ts';

/**
 * Orders the messages about an event, each with its job, in the transaction of the event: one for each receiver,
 * whatever happens later.
 */
export async function orderTells(
  tx: Tx,
  { config, alert, event, now }: { config: Config; alert: Alert; event: AlertEvent; now: Date },
): Promise<void> {
  const chats = await findReceivers(tx);
  const told = event === 'ended' ? await toldAbout(tx, alert.id) : undefined;
  const receivers: (bigint | null)[] = chats
    .filter((chat) => (told ? told.has(chat.id) : wants(chat, alert, event)))
    .map(({ id }) => id);
  if (config.ALERT_WEBHOOK_URL !== '') receivers.push(null);
  if (receivers.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO alert_tells (id, alert_id, event, receiver_id, due_at, created_at)
     SELECT id, $2, $3, receiver, $5, $5 FROM unnest($1::uuid[], $4::bigint[]) AS t (id, receiver)
     ON CONFLICT (alert_id, event, receiver_id) DO NOTHING RETURNING id`,
    [receivers.map(() => newId()), alert.id, event, receivers, now],
  );
  await enqueueMany(
    tx,
    'alert.tell',
    rows.map(({ id }) => ({ tellId: id })),
  );
}

/** The chats that know about the alert, or will in a moment. */
async function toldAbout(tx: Tx, alertId: string): Promise<Set<bigint>> {
  const { rows } = await tx.query<{ id: bigint }>(
    `SELECT DISTINCT receiver_id AS id FROM alert_tells WHERE alert_id = $1 AND receiver_id IS NOT NULL AND state IN ('queued', 'sent')`,
    [alertId],
  );
  return new Set(rows.map(({ id }) => id));
}
