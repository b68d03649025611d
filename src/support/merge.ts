import { AppError, isUuid } from '../lib/index.ts';
import { notify } from '../notifications/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { joinClocks, turnClocks, waitsForFirst, type Clocks } from './clocks.ts';
import { goesOn } from './states.ts';
import { changeTicket, clockColumns, lockTicket } from './store.ts';
import { clocksOf, TICKET_COLUMNS, TICKET_PRIORITIES, type Ticket } from './types.ts';

export interface Merge {
  /** The ticket that ends. */
  readonly ticketId: string;
  /** The ticket that continues both conversations. */
  readonly intoId: string;
  readonly staffId: bigint;
  readonly correlationId?: string | undefined;
}

/**
 * Merges two tickets of one user, for good. All messages go to the ticket that stays, in the order in which they were
 * written, and links to the other one lead to it. The user is told once. If they were merged before, nothing happens
 * (`repeated`).
 * Errors: FORBIDDEN; TICKET_UNKNOWN; TICKET_OTHER_USER; TICKET_MERGED if either was merged into a third one;
 * TICKET_STATE if the one that stays is over.
 */
export async function mergeTickets(
  context: Context,
  input: Merge,
): Promise<{ kept: Ticket; gone: Ticket; repeated: boolean }> {
  if (!isUuid(input.ticketId) || !isUuid(input.intoId)) throw new AppError('TICKET_UNKNOWN');
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'merge', 'tickets');
    const { gone, kept } = await readBoth(tx, input);
    if (gone.mergedInto === kept.id) return { kept, gone, repeated: true };
    if (gone.mergedInto !== null || kept.mergedInto !== null) throw new AppError('TICKET_MERGED');
    if (!goesOn(kept)) throw new AppError('TICKET_STATE', { status: kept.status });
    await tx.query(
      'UPDATE ticket_messages SET ticket_id = $2, merged_from = coalesce(merged_from, $1) WHERE ticket_id = $1',
      [gone.id, kept.id],
    );
    const ended = await end(context, tx, { gone, kept });
    const joined = await join(context, tx, { gone, kept });
    await notify(tx, {
      userId: kept.userId,
      kind: 'ticket_merged',
      subjectId: kept.id,
      key: `ticket_merged:${gone.id}`,
      data: { from: gone.number },
      correlationId: input.correlationId,
    });
    return { kept: joined, gone: ended, repeated: false };
  });
}

/**
 * Both tickets, locked. Merges of one user happen one after another, so neither is merged in the meantime. A merged
 * ticket is not locked, because an incoming message locks it while it waits for the one that stays.
 */
async function readBoth(tx: Tx, { ticketId, intoId }: Merge): Promise<{ gone: Ticket; kept: Ticket }> {
  const read = async (): Promise<{ gone: Ticket; kept: Ticket }> => {
    const { rows } = await tx.query<Ticket>(
      `SELECT ${TICKET_COLUMNS} FROM tickets WHERE id = ANY ($1::uuid[])`,
      [[ticketId, intoId]],
    );
    const gone = rows.find(({ id }) => id === ticketId);
    const kept = rows.find(({ id }) => id === intoId);
    if (!gone || !kept) throw new AppError('TICKET_UNKNOWN');
    if (gone.userId !== kept.userId || gone.id === kept.id) throw new AppError('TICKET_OTHER_USER');
    return { gone, kept };
  };
  const { gone } = await read();
  await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [gone.userId]);
  const both = await read();
  if (both.gone.mergedInto !== null || both.kept.mergedInto !== null) return both;
  const locked = new Map<string, Ticket>();
  for (const id of [ticketId, intoId].toSorted()) locked.set(id, await lockTicket(tx, id));
  return { gone: locked.get(ticketId) ?? both.gone, kept: locked.get(intoId) ?? both.kept };
}

interface Both {
  readonly gone: Ticket;
  readonly kept: Ticket;
}

function end(context: InTx, tx: Tx, { gone, kept }: Both): Promise<Ticket> {
  const now = context.clock.now();
  const clocks = turnClocks(clocksOf(gone), { at: now, runs: false });
  return changeTicket(tx, gone, {
    now,
    change: { status: 'closed', merged_into: kept.id, clock_stopped_at: clocks.stoppedAt },
  });
}

/** The ticket that stays takes over the facts of the other. An unanswered question still waits for an answer. */
function join(context: InTx, tx: Tx, { gone, kept }: Both): Promise<Ticket> {
  const now = context.clock.now();
  const status = gone.status === 'open' ? 'open' : kept.status;
  const clocks = turnClocks(joinClocks(clocksOf(kept), clocksOf(gone), now), {
    at: now,
    runs: status === 'open',
  });
  const weight = (ticket: Ticket): number => TICKET_PRIORITIES.indexOf(ticket.priority);
  const { priority } = weight(gone) > weight(kept) ? gone : kept;
  const due = clockColumns(context, clocks, { priority, before: firstReplyOf({ gone, kept }, clocks) });
  return changeTicket(tx, kept, {
    now,
    change: {
      status,
      priority,
      owner_id: kept.ownerId ?? gone.ownerId,
      order_id: kept.orderId ?? gone.orderId,
      journal_id: kept.journalId ?? gone.journalId,
      ...due,
      ...(clocks.firstReplyAt === null ? { first_reply_due_at: earliestFirst({ gone, kept }) } : {}),
    },
  });
}

/** The ticket whose first reply becomes that of the merged one. */
function firstReplyOf({ gone, kept }: Both, { firstReplyAt }: Clocks): Ticket {
  return firstReplyAt !== null && firstReplyAt.getTime() === gone.firstReplyAt?.getTime() ? gone : kept;
}

/**
 * When the first reply is due to the question that has none. It does not matter whether the other question was
 * answered, or was asked earlier.
 */
function earliestFirst({ gone, kept }: Both): Date {
  const waiting = [gone, kept].filter((ticket) => waitsForFirst(clocksOf(ticket)));
  const [first] = (waiting.length > 0 ? waiting : [kept])
    .map(({ firstReplyDueAt }) => firstReplyDueAt)
    .toSorted((a, b) => a.getTime() - b.getTime());
  return first ?? kept.firstReplyDueAt;
}
