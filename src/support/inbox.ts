import { AppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { isEnabled } from '../switches/index.ts';
import { noteMessage } from './attendance.ts';
import { requireRoom } from './room.ts';
import { contentColumns, insertUserMessage, lockTicket } from './store.ts';
import type { Ticket, TicketSubject, UserContent } from './types.ts';
import { hear, insertTicket } from './userSide.ts';

/** A message of a user that the bot did not ask for. It is kept until the user says where it goes. */
export interface Kept extends UserContent {
  readonly telegramMessageId: bigint;
  /** A new version of a message that is in a ticket that is over. */
  readonly isEdit: boolean;
}

/** Older messages are deleted, because nobody will decide about them. One person keeps at most `MOST`. */
const KEPT_DAYS = 30;
const MOST = 100;

const COLUMNS = `kind, body AS text, file_id AS "fileId", file_unique_id AS "fileUniqueId", file_name AS "fileName",
  file_size::float8 AS "fileSize", media_group_id AS "mediaGroupId", telegram_message_id AS "telegramMessageId", is_edit AS "isEdit"`;

/** Keeps one message. The same Telegram message again replaces it with its newer version. */
export async function keepMessage(
  context: Pick<Context, 'db' | 'clock'>,
  userId: bigint,
  content: UserContent & { telegramMessageId: bigint; isEdit?: boolean },
): Promise<void> {
  const now = context.clock.now();
  await context.db.query(
    `INSERT INTO inbox_messages (user_id, kind, body, file_id, file_unique_id, file_name, file_size, media_group_id,
       telegram_message_id, is_edit, kept_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (user_id, telegram_message_id) DO UPDATE SET kind = EXCLUDED.kind, body = EXCLUDED.body, file_id = EXCLUDED.file_id,
       file_unique_id = EXCLUDED.file_unique_id, file_name = EXCLUDED.file_name, file_size = EXCLUDED.file_size`,
    [userId, ...contentColumns(content), content.isEdit === true, now],
  );
  await context.db.query(
    `DELETE FROM inbox_messages i WHERE user_id = $1 AND (kept_at < $2::timestamptz - make_interval(days => ${KEPT_DAYS})
       OR telegram_message_id <= (SELECT telegram_message_id FROM inbox_messages WHERE user_id = $1
         ORDER BY telegram_message_id DESC OFFSET ${MOST} LIMIT 1))`,
    [userId, now],
  );
}

/** The kept messages, in the order in which they were sent. */
export async function listInbox(context: Pick<Context, 'db'>, userId: bigint): Promise<Kept[]> {
  const { rows } = await context.db.query<Kept>(
    `SELECT ${COLUMNS} FROM inbox_messages WHERE user_id = $1 ORDER BY telegram_message_id`,
    [userId],
  );
  return rows.map(plain);
}

/** The user does not want to send it. */
export async function dropInbox(context: Pick<Context, 'db'>, userId: bigint): Promise<void> {
  await context.db.query('DELETE FROM inbox_messages WHERE user_id = $1', [userId]);
}

/**
 * Opens a ticket with all kept messages; undefined if there are none, because they were sent before.
 * Errors: SWITCHED_OFF, USER_UNKNOWN, TICKETS_TOO_MANY.
 */
export async function sendInbox(
  context: Context,
  input: { userId: bigint; subject: TicketSubject; orderId?: string | undefined },
): Promise<Ticket | undefined> {
  if (!(await isEnabled(context, 'tickets'))) throw new AppError('SWITCHED_OFF', { name: 'tickets' });
  const opened = await context.db.tx(async (tx) => {
    const kept = await takeInbox(tx, input.userId);
    if (kept.length === 0) return undefined;
    await requireRoom(context, tx, input.userId);
    const ticket = await insertTicket(context, tx, input);
    await insertAll(tx, ticket, kept);
    return ticket;
  });
  if (opened) await noteMessage(context, opened.id);
  return opened;
}

/**
 * Adds all kept messages to a ticket of the user. A resolved ticket opens again. `added` is false if there were none,
 * because they were sent before.
 * Errors: TICKET_UNKNOWN, TICKET_STATE (closed, or resolved too long ago), TICKETS_TOO_MANY.
 */
export async function putInboxInto(
  context: Context,
  input: { userId: bigint; ticketId: string },
): Promise<{ ticket: Ticket; added: boolean; reopened: boolean }> {
  return context.db.tx(async (tx) => {
    const kept = await takeInbox(tx, input.userId);
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    if (kept.length === 0) return { ticket, added: false, reopened: false };
    const heard = await hear(context, tx, { ticket, reopens: true });
    await insertAll(tx, ticket, kept);
    return { ...heard, added: true };
  });
}

/** Takes all messages out. Of two taps at once only one gets them. Errors: USER_UNKNOWN. */
async function takeInbox(tx: Tx, userId: bigint): Promise<Kept[]> {
  const { rowCount } = await tx.query(
    'SELECT FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
    [userId],
  );
  if (rowCount !== 1) throw new AppError('USER_UNKNOWN');
  const { rows } = await tx.query<Kept>(
    `DELETE FROM inbox_messages WHERE user_id = $1 RETURNING ${COLUMNS}`,
    [userId],
  );
  return rows.map(plain).sort((a, b) => (a.telegramMessageId < b.telegramMessageId ? -1 : 1));
}

/**
 * A new version of a message in another ticket becomes a message of its own, because the old one keeps its Telegram id.
 */
async function insertAll(tx: Tx, ticket: Ticket, kept: readonly Kept[]): Promise<void> {
  for (const { isEdit, telegramMessageId, ...content } of kept)
    await insertUserMessage(tx, ticket, isEdit ? content : { ...content, telegramMessageId });
}

/** Columns that are NULL become absent fields. */
function plain(row: Kept): Kept {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Kept;
}
