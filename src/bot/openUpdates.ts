import type { Context, Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';

/**
 * An update that was taken from Telegram and is not done: its turn takes long, or its answer could not be delivered. It is
 * the debt to whoever sent it: what it asks for carries a key of its own, so it is simply handled once more.
 */
export interface OpenUpdate {
  readonly updateId: number;
  readonly body: unknown;
  readonly correlationId: string;
  readonly takenAt: Date;
}

const COLUMNS = `update_id AS "updateId", body, correlation_id AS "correlationId", taken_at AS "takenAt"`;
type Row = Omit<OpenUpdate, 'updateId'> & { updateId: bigint };

/** Keeps an update, with a job that looks after it from `runAt` on. Kept before: nothing changes. */
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

/** What is still open of a person and came before this update, the oldest first. */
export async function openBefore(
  context: Context,
  { telegramId, updateId }: { telegramId: bigint; updateId: number },
): Promise<OpenUpdate[]> {
  const { rows } = await context.db.query<Row>(
    `SELECT ${COLUMNS} FROM open_updates WHERE telegram_id = $1 AND update_id < $2 AND NOT waits_for_return ORDER BY update_id`,
    [telegramId, updateId],
  );
  return rows.map(read);
}

/** Undefined when it is done, or waits for the person's return. */
export async function findOpenUpdate(context: Context, updateId: number): Promise<OpenUpdate | undefined> {
  const row = await context.db.one<Row>(
    `SELECT ${COLUMNS} FROM open_updates WHERE update_id = $1 AND NOT waits_for_return`,
    [updateId],
  );
  return row && read(row);
}

export async function closeUpdate(context: Context, updateId: number): Promise<void> {
  await context.db.query('DELETE FROM open_updates WHERE update_id = $1', [updateId]);
}

/** The person blocked the bot before the answer was there: it waits until they come back. */
export async function awaitReturn(context: Context, updateId: number): Promise<void> {
  await context.db.query('UPDATE open_updates SET waits_for_return = true WHERE update_id = $1', [updateId]);
}

/** The person let the bot in again: what they asked for and was carried out is answered now. */
export async function resumeUpdates(tx: Queryable, telegramId: bigint): Promise<void> {
  const { rows } = await tx.query<{ updateId: bigint }>(
    `UPDATE open_updates SET waits_for_return = false WHERE telegram_id = $1 AND waits_for_return
     RETURNING update_id AS "updateId"`,
    [telegramId],
  );
  for (const { updateId } of rows) await enqueue(tx, 'update.answer', { updateId: Number(updateId) });
}

function read(row: Row): OpenUpdate {
  return { ...row, updateId: Number(row.updateId) };
}
