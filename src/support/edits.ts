import { storable } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { goesOn } from './states.ts';
import { lockTicket, moveTicket } from './store.ts';
import { MESSAGE_MAX } from './text.ts';
import type { Ticket, UserContent } from './types.ts';

/** How many earlier versions one message keeps. If there are more, the first one and the latest ones stay. */
const EDITS_KEPT = 50;

/** The version that an edit replaces, in the form of `edits`. It has the file only if another file replaces it. */
const REPLACED = `jsonb_strip_nulls(jsonb_build_object('text', body, 'at', $4::text) || CASE WHEN $10 THEN
  jsonb_build_object('kind', kind, 'fileId', file_id, 'fileName', file_name, 'fileSize', file_size) ELSE '{}' END)`;

/**
 * The user edited a message in Telegram. The new version is shown, the earlier one is kept, and a ticket that is not
 * over waits for the shop again. Returns the ticket after that, or undefined if the message is in no ticket or nothing
 * changed.
 */
export async function editUserMessage(
  context: Context,
  input: Omit<UserContent, 'kind' | 'telegramMessageId' | 'mediaGroupId'> & {
    userId: bigint;
    telegramMessageId: bigint;
    kind?: UserContent['kind'];
  },
): Promise<{ ticketId: string; messageId: string; ticket: Ticket } | undefined> {
  return context.db.tx(async (tx) => {
    const now = context.clock.now();
    const { rows: found } = await tx.query<{
      id: string;
      ticketId: string;
      fileId: string | null;
      fileUniqueId: string | null;
    }>(
      `SELECT id, ticket_id AS "ticketId", file_id AS "fileId", file_unique_id AS "fileUniqueId" FROM ticket_messages
       WHERE user_id = $1 AND telegram_message_id = $2 AND author = 'user'`,
      [input.userId, input.telegramMessageId],
    );
    const [known] = found;
    if (!known) return undefined;
    const ticket = await lockTicket(tx, known.ticketId, input.userId);
    const isOtherFile =
      known.fileUniqueId !== null && input.fileUniqueId !== undefined
        ? known.fileUniqueId !== input.fileUniqueId
        : input.fileId !== undefined && known.fileId !== input.fileId;
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE ticket_messages SET body = $2, edited_at = $3,
         edits = CASE WHEN jsonb_array_length(edits) >= ${EDITS_KEPT} THEN edits - 1 ELSE edits END || jsonb_build_array(${REPLACED}),
         kind = CASE WHEN $10 THEN $5 ELSE kind END, file_id = CASE WHEN $10 THEN $6 ELSE file_id END,
         file_unique_id = CASE WHEN $10 THEN $7 ELSE file_unique_id END, file_name = CASE WHEN $10 THEN $8 ELSE file_name END,
         file_size = CASE WHEN $10 THEN $9::bigint ELSE file_size END
       WHERE id = $1 AND (body <> $2 OR $10) RETURNING id`,
      [
        known.id,
        storable(input.text).slice(0, MESSAGE_MAX),
        now,
        now.toISOString(),
        input.kind ?? 'text',
        input.fileId ?? null,
        input.fileUniqueId ?? null,
        input.fileName === undefined ? null : storable(input.fileName),
        input.fileSize ?? null,
        isOtherFile,
      ],
    );
    if (rows.length === 0) return undefined;
    const moved = goesOn(ticket) ? await moveTicket(context, tx, { ticket, event: 'user_message' }) : ticket;
    return { ticketId: moved.id, messageId: known.id, ticket: moved };
  });
}
