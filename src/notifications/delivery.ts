import type { Context } from '../platform/index.ts';
import { ALONE_MS, aloneSince, type Owed } from './alone.ts';
import { NOTIFICATIONS } from './contracts.ts';
import { tellFollower, type Follow } from './follow.ts';
import { COLUMNS, type Notification, type NotificationState, type StoredNotification } from './rows.ts';

/**
 * The most sends of one message that may have arrived. A send without an answer counts twice, because most often it
 * arrived.
 */
const MOST_SENDS = 3;

/**
 * Counts a send before it begins, so that a crash during it is counted too. Returns false if the message may already
 * have arrived the largest allowed number of times. For a message that a user can switch off, only one run may send;
 * `isRepeat` says that this run goes on.
 */
export async function beginSend(
  context: Context,
  { id, kind }: Pick<Notification, 'id' | 'kind'>,
  isRepeat: boolean,
): Promise<boolean> {
  const most = NOTIFICATIONS[kind].mutable && !isRepeat ? 1 : MOST_SENDS;
  const { rowCount } = await context.db.query(
    `UPDATE notifications SET unanswered = unanswered + 1 WHERE id = $1 AND state = 'queued' AND unanswered < $2`,
    [id, most],
  );
  return rowCount === 1;
}

/** Records the result of a counted send: it certainly did not arrive, or nobody knows. */
export async function endSend(
  context: Context,
  id: string,
  how: 'sent' | 'unsent' | 'silence' | 'broken',
): Promise<void> {
  if (how === 'sent' || how === 'broken') return;
  await context.db.query('UPDATE notifications SET unanswered = greatest(unanswered + $2, 0) WHERE id = $1', [
    id,
    how === 'silence' ? 1 : -1,
  ]);
}

/**
 * Records that it was not sent, and will be tried again at `nextAt`. Returns true if it has failed alone for so long
 * that it should be given up, so that later messages to this person can be sent.
 */
export async function recordTry(
  context: Context,
  input: { notificationId: string; error: string; nextAt: Date; owed?: Owed },
  follow: Follow,
): Promise<boolean> {
  const { notificationId, error, nextAt, owed = 'unclear' } = input;
  const now = context.clock.now();
  return context.db.tx(async (tx) => {
    const { rows } = await tx.query<StoredNotification & { since: Date | null }>(
      `UPDATE notifications SET tries = tries + 1, error = $2, alone_since = ${aloneSince('$3', '$4')}
       WHERE id = $1 AND state = 'queued' RETURNING ${COLUMNS}, alone_since AS since`,
      [notificationId, error.slice(0, 500), owed, now],
    );
    const [row] = rows;
    if (row) await tellFollower(tx, { row, progress: { state: 'retrying', error, nextAt }, follow });
    const since = row?.since?.getTime() ?? Infinity;
    return owed === 'alone' && now.getTime() - since >= ALONE_MS;
  });
}

export interface Outcome {
  readonly notificationId: string;
  readonly state: Exclude<NotificationState, 'queued'>;
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
}

/** Records the result of a message. A message that was sent stays sent. */
export async function recordDelivery(
  context: Pick<Context, 'db'>,
  { notificationId, ...progress }: Outcome,
  follow: Follow,
): Promise<void> {
  const { state, telegramMessageId, error } = progress;
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<StoredNotification>(
      `UPDATE notifications SET state = $2, telegram_message_id = coalesce($3, telegram_message_id), error = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END
       WHERE id = $1 AND state <> 'sent' RETURNING ${COLUMNS}`,
      [notificationId, state, telegramMessageId ?? null, error?.slice(0, 500) ?? null],
    );
    for (const row of rows) await tellFollower(tx, { row, progress, follow });
  });
}
