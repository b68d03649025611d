import { AppError } from '../lib/index.ts';
import { ALONE_MS, aloneSince, type Owed } from '../notifications/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { requireRight } from '../staff/index.ts';

/**
 * An update from Telegram that is not done: its turn takes long, or its answer could not be delivered. It stays open
 * until its answer is delivered. Each act in it has its own key, so the update can simply be handled once more.
 */
export interface OpenUpdate {
  readonly updateId: number;
  readonly body: unknown;
  readonly correlationId: string;
  readonly takenAt: Date;
}

const COLUMNS = `update_id AS "updateId", body, correlation_id AS "correlationId", taken_at AS "takenAt"`;
type Row = Omit<OpenUpdate, 'updateId'> & { updateId: bigint };
/** An older answer is of no use to anybody, because screens show the present state. */
const KEPT_DAYS = 30;
const IS_OLD = `taken_at < now() - make_interval(days => ${KEPT_DAYS})`;

/** Keeps an update, with a job that handles it from `runAt` on. If it was kept before, nothing changes. */
export async function keepUpdate(
  context: Context,
  update: Omit<OpenUpdate, 'takenAt'> & { telegramId: bigint; runAt: Date },
): Promise<void> {
  await context.db.tx(async (tx) => {
    const { rowCount } = await tx.query(
      `INSERT INTO open_updates (update_id, telegram_id, body, correlation_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (update_id) DO NOTHING`,
      [update.updateId, update.telegramId, JSON.stringify(update.body), update.correlationId],
    );
    if (rowCount !== 1) return;
    const { updateId, runAt, correlationId } = update;
    await enqueue(tx, 'update.answer', { updateId }, { runAt, correlationId });
  });
}

/**
 * The open updates of a person that came before this one, the oldest first. `isBack`: the person writes to the bot, so
 * updates that waited for that go on.
 */
export async function openBefore(
  context: Context,
  { telegramId, updateId, isBack }: { telegramId: bigint; updateId: number; isBack: boolean },
): Promise<OpenUpdate[]> {
  const { rows } = await context.db.query<Row & { waits: boolean }>(
    `SELECT ${COLUMNS}, waits_for_return AS waits FROM open_updates WHERE telegram_id = $1 AND update_id < $2 AND set_aside_at IS NULL
       AND (NOT waits_for_return OR ($3 AND NOT ${IS_OLD})) ORDER BY update_id`,
    [telegramId, updateId, isBack],
  );
  if (rows.some(({ waits }) => waits)) await context.db.tx((tx) => resumeUpdates(tx, telegramId));
  return rows.map(read);
}

/** Undefined if it is done, or waits for the person's return or for staff. */
export async function findOpenUpdate(context: Context, updateId: number): Promise<OpenUpdate | undefined> {
  const row = await context.db.one<Row>(
    `SELECT ${COLUMNS} FROM open_updates WHERE update_id = $1 AND NOT waits_for_return AND set_aside_at IS NULL`,
    [updateId],
  );
  return row && read(row);
}

export async function closeUpdate(context: Context, updateId: number): Promise<void> {
  await context.db.query('DELETE FROM open_updates WHERE update_id = $1', [updateId]);
}

/** The person blocked the bot before the answer was ready. The update waits until the person comes back. */
export async function awaitReturn(context: Context, updateId: number): Promise<void> {
  await context.db.query('UPDATE open_updates SET waits_for_return = true WHERE update_id = $1', [updateId]);
}

/** The person unblocked the bot. Acts that were carried out are answered now. */
export async function resumeUpdates(tx: Queryable, telegramId: bigint): Promise<void> {
  await queueAgain(
    tx,
    `waits_for_return = false WHERE telegram_id = $1 AND waits_for_return AND NOT ${IS_OLD}`,
    [telegramId],
  );
}

/**
 * Records one more failure. Returns true if the update has failed alone for so long that it is set aside and holds up
 * nothing any more.
 */
export async function noteOwed(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  updateId: number,
  owed: Owed,
): Promise<boolean> {
  const row = await db.one<{ isAside: boolean }>(
    `UPDATE open_updates SET alone_since = ${aloneSince('$2', '$3')},
       set_aside_at = CASE WHEN $2 = 'alone' AND alone_since <= $4 THEN $3::timestamptz END
     WHERE update_id = $1 RETURNING set_aside_at IS NOT NULL AS "isAside"`,
    [updateId, owed, clock.now(), new Date(clock.now().getTime() - ALONE_MS)],
  );
  return row?.isAside === true;
}

/** How many answers were set aside, and the age in seconds of the oldest one that is still tried. */
export async function readOwed({ db }: Pick<Context, 'db'>): Promise<{ setAside: number; oldest: number }> {
  const row = await db.one<{ setAside: number; oldest: number }>(
    `SELECT count(*) FILTER (WHERE set_aside_at IS NOT NULL)::integer AS "setAside",
       coalesce(extract(epoch FROM now() - min(taken_at) FILTER (WHERE set_aside_at IS NULL AND NOT waits_for_return)), 0)::integer AS oldest
     FROM open_updates`,
  );
  return row ?? { setAside: 0, oldest: 0 };
}

/**
 * Tries an answer again that was set aside. Errors: FORBIDDEN, NOTIFICATION_STATE (it is already being tried, or was
 * delivered).
 */
export async function answerAgain(
  { db }: Pick<Context, 'db'>,
  { updateId, staffId }: { updateId: number; staffId: bigint },
): Promise<void> {
  await db.tx(async (tx) => {
    await requireRight(tx, staffId, 'manage', 'notifications');
    const again = await queueAgain(
      tx,
      'set_aside_at = NULL, alone_since = NULL WHERE update_id = $1 AND set_aside_at IS NOT NULL',
      [updateId],
    );
    if (again === 0) throw new AppError('NOTIFICATION_STATE', { state: 'sent' });
  });
}

async function queueAgain(tx: Queryable, change: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await tx.query<{ updateId: bigint }>(
    `UPDATE open_updates SET ${change} RETURNING update_id AS "updateId"`,
    values,
  );
  for (const { updateId } of rows) await enqueue(tx, 'update.answer', { updateId: Number(updateId) });
  return rows.length;
}

/**
 * Ends updates that waited in vain for a person or for staff. Acts that were carried out stay, and screens show them.
 */
export async function endOldUpdates({ db, log }: Pick<Context, 'db' | 'log'>): Promise<void> {
  const { rowCount } = await db.query(
    `DELETE FROM open_updates WHERE (waits_for_return OR set_aside_at IS NOT NULL) AND ${IS_OLD}`,
  );
  if (rowCount) log.info({ updates: rowCount }, 'answers that could not be delivered were given up');
}

function read({ updateId, body, correlationId, takenAt }: Row): OpenUpdate {
  return { updateId: Number(updateId), body, correlationId, takenAt };
}
