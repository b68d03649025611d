import { z } from 'zod';
import { AppError } from '../lib/index.ts';

/**
 * A whole number: a bigint in code, its digits in the table. An amount is in minor units with its `asset`, and never
 * the text that a person reads.
 */
const whole = z.codec(z.string().regex(/^\d+$/), z.bigint().nonnegative(), {
  decode: (digits) => BigInt(digits),
  encode: (value) => value.toString(),
});

const nothing = z.object({});
/** The total that had come at the time of this decision, and the part that now went to the balance. */
const arrived = z.object({ received: whole, credited: whole, asset: z.string() });

/** The fields of every message about money that goes back, or about a corrected balance. */
const moved = {
  amount: whole,
  asset: z.string(),
  orderId: z.uuid().nullable(),
  reason: z
    .enum([
      'not_delivered',
      'duplicate_payment',
      'wrong_amount',
      'customer_request',
      'service_failure',
      'goodwill',
      'correction',
      'fraud',
      'other',
    ])
    .nullable(),
};
const refund = z.object({
  ...moved,
  kind: z.literal('refund'),
  step: z.enum([
    'requested',
    'approved',
    'address',
    'named',
    'wait',
    'review',
    'stopped',
    'sent',
    'checking',
    'done',
    'to_balance',
    'declined',
    'cancelled',
    'failed',
  ]),
  destination: z.enum(['balance', 'address']),
  gave: z.enum(['stars', 'wallet']),
  /** Stars that go back with it, bought and bonus. */
  stars: whole,
  network: z.string().nullable(),
  addressHint: z.string().nullable(),
});
/** Told only when it is done. Corrections by staff before that are not news. */
const adjustment = z.object({
  ...moved,
  kind: z.literal('adjustment'),
  step: z.literal('done'),
  direction: z.enum(['credit', 'debit']),
  wasInSuspense: z.boolean(),
  /** False: the money was found and linked, and there is no request behind it to open. */
  hasRefund: z.boolean(),
});

/**
 * All messages that the shop sends to a user on its own, as data: the schema of the `data`, and whether it is
 * `mutable`. A mutable message is not sent to users who switched notifications off. A message about money that moved,
 * or about an answer that the user waits for, is always sent. The code that writes messages and the bot share this
 * table.
 */
interface NotificationContract {
  readonly mutable: boolean;
  readonly data: z.ZodType;
}

export const NOTIFICATIONS = {
  order_paid: { mutable: false, data: arrived },
  topup_paid: { mutable: false, data: arrived },
  order_underpaid: { mutable: false, data: nothing },
  /** Money that came after the order had ended. The receipt of a payment tells about money that came with it. */
  order_overpaid: { mutable: false, data: arrived },
  order_expired: { mutable: true, data: nothing },
  /** Its time is over soon, and nothing has come. */
  order_ending: { mutable: true, data: nothing },
  /** A top-up is paid, and the purchase behind it was not made: its buyer is asked again. */
  purchase_asks: { mutable: false, data: z.object({ stars: z.int().positive() }) },
  order_failed: { mutable: false, data: nothing },
  /** Only changes the payment screen, if there is one, without a new message. */
  payment_seen: { mutable: true, data: nothing },
  /** `link` is the provider's questionnaire. */
  payment_locked: { mutable: false, data: z.object({ link: z.string().optional() }) },
  /** `returned`: the provider sent the money back. */
  payment_review: { mutable: false, data: z.object({ returned: z.boolean() }) },
  ticket_reply: { mutable: false, data: z.object({ messageId: z.uuid() }) },
  ticket_resolved: { mutable: true, data: nothing },
  /** The user waits for an answer that will not come here any more, or thinks that the ticket is over. */
  ticket_closed: { mutable: false, data: z.object({ answered: z.boolean() }) },
  ticket_reopened: { mutable: false, data: nothing },
  /**
   * Nobody asked for it, but without it the user would look for an answer in a ticket that has ended. `from` is the
   * number of that ticket.
   */
  ticket_merged: { mutable: false, data: z.object({ from: whole }) },
  /** A step of a delivery of stars. The recipient is only in the delivery: the name of another person is not stored twice. */
  delivery_step: {
    mutable: false,
    data: z.object({ step: z.enum(['confirmed', 'failed', 'uncertain', 'review']), stars: whole }),
  },
  refund_step: { mutable: false, data: z.discriminatedUnion('kind', [refund, adjustment]) },
} as const satisfies Record<string, NotificationContract>;

export type NotificationKind = keyof typeof NOTIFICATIONS;
export type DataOf<K extends NotificationKind> = z.output<(typeof NOTIFICATIONS)[K]['data']>;
/** A message: a kind with its data. */
export type News<K extends NotificationKind = NotificationKind> = {
  [P in K]: { readonly kind: P; readonly data: DataOf<P> };
}[K];
/** The data of a message about a refund. */
export type RefundNews = Extract<DataOf<'refund_step'>, { kind: 'refund' }>['step'];

/** The data of a message in the form of the table. */
export function encodeData({ kind, data }: News): string {
  return JSON.stringify(z.encode(NOTIFICATIONS[kind].data, data));
}

/**
 * Kind and data of a row. Errors: NOTIFICATION_UNREADABLE if we do not know the kind, or if the data does not fit it.
 */
export function decodeNews({ kind, data }: { readonly kind: string; readonly data: unknown }): News {
  if (!isKind(kind)) throw unreadable(kind, 'there is no such kind');
  const read = NOTIFICATIONS[kind].data.safeParse(data);
  if (!read.success) throw unreadable(kind, z.prettifyError(read.error));
  return { kind, data: read.data } as News;
}

function isKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(NOTIFICATIONS, kind);
}

function unreadable(kind: string, why: string): AppError {
  return new AppError(
    'NOTIFICATION_UNREADABLE',
    { kind },
    { message: `NOTIFICATION_UNREADABLE: ${kind}: ${why}` },
  );
}
