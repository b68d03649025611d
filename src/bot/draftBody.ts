import { z } from 'zod';

/** An answer that came after the time was over. It is used if the user goes on. */
const typed = z.string().optional();
/**
 * The unfinished action: an amount that the bot asks for, or a ticket that the user writes. `done` is over: its
 * messages tell what it led to.
 */
export const body = z.discriminatedUnion('name', [
  z.object({ name: z.literal('purchase'), typed }),
  z.object({ name: z.literal('balance_purchase'), typed }),
  z.object({ name: z.literal('topup'), typed }),
  z.object({ name: z.literal('promo'), typed }),
  z.object({ name: z.literal('refund_address'), refundId: z.string(), typed }),
  z.object({ name: z.literal('send_stars'), typed }),
  /** The account that gets this many stars. `isGift`: they are bought for it. */
  z.object({ name: z.literal('recipient'), stars: z.number(), isGift: z.boolean(), typed }),
  /** The words to the friend who gets a gift of this many stars. */
  z.object({ name: z.literal('gift_note'), stars: z.number(), to: z.string(), typed }),
  /** What the user agreed to lose, in minor units. The bot asks for the word that deletes the account. */
  z.object({ name: z.literal('delete_account'), wallet: z.string(), stars: z.string() }),
  z.object({
    name: z.literal('done'),
    /** The opened ticket or the order that was made. If both are absent, the answer was only taken. */
    ticketId: z.string().optional(),
    orderId: z.string().optional(),
    /** The note that a confirmation shows. The key of the draft is that of the confirmation. */
    note: z.string().optional(),
  }),
  z.object({
    name: z.literal('ticket'),
    subject: z.enum(['payment', 'delivery', 'account', 'other']),
    orderId: z.string().optional(),
    journalId: z.string().optional(),
    supportCode: z.string().optional(),
    texts: z.array(z.object({ messageId: z.number(), text: z.string() })),
    files: z.array(
      z.object({
        kind: z.enum(['photo', 'document']),
        text: z.string(),
        fileId: z.string(),
        fileUniqueId: z.string().optional(),
        fileSize: z.number().optional(),
        fileName: z.string().optional(),
        mediaGroupId: z.string().optional(),
        messageId: z.number(),
      }),
    ),
    lastAlbum: z.string().optional(),
  }),
]);

export type DraftBody = z.output<typeof body>;
export type TicketDraft = Extract<DraftBody, { name: 'ticket' }>;
export type DoneDraft = Extract<DraftBody, { name: 'done' }>;
/** What a question asks for. */
export type Question = Exclude<DraftBody['name'], 'done'>;
