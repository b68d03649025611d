import type { Clocks } from './clocks.ts';
import type { TicketStatus } from './states.ts';

export const TICKET_SUBJECTS = ['payment', 'delivery', 'account', 'other'] as const;
export type TicketSubject = (typeof TICKET_SUBJECTS)[number];

export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

export const MESSAGE_KINDS = ['text', 'photo', 'document', 'other'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** A conversation about one subject. */
export interface Ticket {
  readonly id: string;
  /** The number that people use: #42. */
  readonly number: bigint;
  readonly userId: bigint;
  readonly subject: TicketSubject;
  readonly status: TicketStatus;
  readonly priority: TicketPriority;
  /** The agent who is responsible for it. */
  readonly ownerId: bigint | null;
  readonly orderId: string | null;
  /** The transaction that it is about, if that is not an order. */
  readonly journalId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly firstReplyAt: Date | null;
  readonly resolvedAt: Date | null;
  /** How often it was resolved. Reopening does not reduce it. */
  readonly resolutions: number;
  readonly rating: number | null;
  /** Its {@link Clocks}: see {@link clocksOf}. */
  readonly clockStartedAt: Date;
  readonly clockStoppedAt: Date | null;
  readonly clockStoppedMs: bigint;
  readonly firstReplyDueAt: Date;
  readonly resolutionDueAt: Date;
  /** The ticket that it was merged into, for good. */
  readonly mergedInto: string | null;
  /** The code of the error from which it was begun. With it the log can be searched. */
  readonly supportCode: string | null;
}

export function clocksOf(ticket: Ticket): Clocks {
  return {
    startedAt: ticket.clockStartedAt,
    firstReplyAt: ticket.firstReplyAt,
    stoppedAt: ticket.clockStoppedAt,
    stoppedMs: ticket.clockStoppedMs,
  };
}

/** The columns of `tickets` under the names of {@link Ticket}. */
export const TICKET_COLUMNS = `id, number, user_id AS "userId", subject, status, priority, owner_id AS "ownerId",
  order_id AS "orderId", journal_id AS "journalId", created_at AS "createdAt", updated_at AS "updatedAt",
  first_reply_at AS "firstReplyAt", resolved_at AS "resolvedAt", resolutions, rating,
  clock_started_at AS "clockStartedAt", clock_stopped_at AS "clockStoppedAt", clock_stopped_ms AS "clockStoppedMs",
  first_reply_due_at AS "firstReplyDueAt", resolution_due_at AS "resolutionDueAt", merged_into AS "mergedInto",
  support_code AS "supportCode"`;

/**
 * What happened to an answer: `queued` and `retrying` are on their way, `sent` arrived, `failed` and `blocked` did not
 * arrive and wait for an agent.
 */
export type Delivery = 'none' | 'queued' | 'retrying' | 'sent' | 'failed' | 'blocked';

/**
 * The text of a message before an edit. `at` is when it was replaced (ISO 8601). The file is there only if the edit
 * replaced it.
 */
export interface Edit {
  readonly text: string;
  readonly at: string;
  readonly kind?: MessageKind;
  readonly fileId?: string;
  readonly fileName?: string;
  readonly fileSize?: number;
}

/** One message of a conversation. Files are Telegram's: `fileId` is its handle. */
export interface TicketMessage {
  readonly id: string;
  /** Order within the conversation. */
  readonly seq: bigint;
  readonly ticketId: string;
  readonly author: 'user' | 'staff' | 'system';
  readonly staffId: bigint | null;
  /** Internal: never sent to the user. */
  readonly isNote: boolean;
  readonly kind: MessageKind;
  readonly body: string;
  readonly fileId: string | null;
  readonly fileName: string | null;
  /** The album that it belongs to. */
  readonly mediaGroupId: string | null;
  readonly telegramMessageId: bigint | null;
  readonly fileSize: bigint | null;
  /** Earlier versions, oldest first. */
  readonly edits: readonly Edit[];
  readonly editedAt: Date | null;
  readonly delivery: Delivery;
  /** The ticket that it was written in, if that one was merged into this one. */
  readonly mergedFrom: string | null;
  readonly createdAt: Date;
}

/** The columns of `ticket_messages` under the names of {@link TicketMessage}. */
export const MESSAGE_COLUMNS = `id, seq, ticket_id AS "ticketId", author, staff_id AS "staffId", is_note AS "isNote", kind, body,
  file_id AS "fileId", file_name AS "fileName", file_size AS "fileSize", media_group_id AS "mediaGroupId",
  telegram_message_id AS "telegramMessageId", edits, edited_at AS "editedAt", delivery, merged_from AS "mergedFrom", created_at AS "createdAt"`;

/** A message of a user: a text, or a file with a caption. */
export interface UserContent {
  readonly text: string;
  readonly kind: MessageKind;
  readonly fileId?: string | undefined;
  /** It stays the same when `fileId` changes. */
  readonly fileUniqueId?: string | undefined;
  readonly fileName?: string | undefined;
  /** In bytes. */
  readonly fileSize?: number | undefined;
  readonly mediaGroupId?: string | undefined;
  readonly telegramMessageId?: bigint | undefined;
}

/** The largest file that Telegram gives to a bot. Only its sender can see a larger one. */
export const FILE_MAX_BYTES = 20 * 1024 * 1024;
