import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { ONGOING_TICKETS } from './states.ts';
import { TICKET_COLUMNS, type Ticket } from './types.ts';

/** The tickets of a user that are not over, the one with the latest change first. */
export async function listOpenTickets(q: Queryable, userId: bigint): Promise<Ticket[]> {
  const { rows } = await q.query<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE user_id = $1 AND status = ANY ($2::text[])
     ORDER BY updated_at DESC, number DESC`,
    [userId, ONGOING_TICKETS],
  );
  return rows;
}

/**
 * Checks that one more ticket may be opened. `counted`: how many of them are the one that is just being opened. The
 * caller must hold the user's row; otherwise two calls at once would both pass. Errors: TICKETS_TOO_MANY with `max`.
 */
export async function requireRoom(
  { config }: Pick<Context, 'config'>,
  q: Queryable,
  userId: bigint,
  counted = 0,
): Promise<void> {
  const open = await listOpenTickets(q, userId);
  const max = config.MAX_OPEN_TICKETS;
  if (open.length - counted >= max) throw new AppError('TICKETS_TOO_MANY', { max });
}
