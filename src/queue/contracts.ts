import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/index.ts';

/**
 * Every job as data: its queue, the schema of its payload (only ids, never personal data) and its retries.
 * Producers and workers share this table.
 */
interface JobContract {
  queue: QueueName;
  payload: z.ZodType;
  attempts: number;
  /** First wait in milliseconds; it doubles each time. */
  backoffMs: number;
}

export const QUEUES = [
  'provider-events',
  'polling',
  'notifications',
  'refunds',
  'deliveries',
  'reconciliation',
  'fraud',
  'maintenance',
] as const;
export type QueueName = (typeof QUEUES)[number];

export const JOBS = {
  /** Asks the provider about one stored event and books the answer. */
  'provider-event.apply': {
    queue: 'provider-events',
    payload: z.object({ eventId: z.uuid() }),
    attempts: 12,
    backoffMs: 2000,
  },
  /** Asks the provider about one open invoice. */
  'invoice.poll': {
    queue: 'polling',
    payload: z.object({ invoiceId: z.uuid() }),
    attempts: 5,
    backoffMs: 5000,
  },
  /** Sends one row of `notifications` to its user, after the earlier ones. */
  'notification.send': {
    queue: 'notifications',
    payload: z.object({ notificationId: z.uuid() }),
    attempts: 10,
    backoffMs: 1000,
  },
  /** Handles again one Telegram update that was accepted but is not done. */
  'update.answer': {
    queue: 'notifications',
    payload: z.object({ updateId: z.number().int() }),
    attempts: 10,
    backoffMs: 1000,
  },
  /** Judges rows of `fraud_events` that were written together. */
  'fraud.evaluate': {
    queue: 'fraud',
    payload: z.object({ eventIds: z.array(z.uuid()).min(1) }),
    attempts: 8,
    backoffMs: 2000,
  },
  /** Carries out an approved refund or adjustment. Never sends coins twice. */
  'refund.execute': {
    queue: 'refunds',
    payload: z.object({ refundId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Asks the provider about the state of a refund. */
  'refund.look-up': {
    queue: 'refunds',
    payload: z.object({ refundId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Orders the stars of a delivery at the supplier. Never orders twice. */
  'delivery.send': {
    queue: 'deliveries',
    payload: z.object({ deliveryId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Asks the supplier for the state of an order. */
  'delivery.look-up': {
    queue: 'deliveries',
    payload: z.object({ deliveryId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Begins the delivery of a paid purchase. */
  'delivery.order-paid': {
    queue: 'deliveries',
    payload: z.object({ orderId: z.uuid() }),
    attempts: 12,
    backoffMs: 2000,
  },
  /** Buys the stars for which a paid top-up was made, once, or asks its buyer again. */
  'topup.buy-stars': {
    queue: 'provider-events',
    payload: z.object({ orderId: z.uuid() }),
    attempts: 12,
    backoffMs: 2000,
  },
  /** Lets the deliveries go that waited only because their user was held. */
  'delivery.user-freed': {
    queue: 'deliveries',
    payload: z.object({ userId: z.string().regex(/^\d+$/) }),
    attempts: 12,
    backoffMs: 2000,
  },
  /** Drops a user from the cache who was changed. `name`: its name there. */
  'user.forget': {
    queue: 'maintenance',
    payload: z.object({ name: z.string().regex(/^user:[0-9a-f]{32}$/) }),
    attempts: 20,
    backoffMs: 500,
  },
  /** Books a payment to a supplier that went on, and asks about the order. */
  'delivery.payment': {
    queue: 'deliveries',
    payload: z.object({ deliveryId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Handles one signed report of a supplier. */
  'supplier-event.apply': {
    queue: 'deliveries',
    payload: z.object({ eventId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Sends one row of `alert_tells`: to a chat of staff, or to the webhook. It makes its own next job for a later try. */
  'alert.tell': {
    queue: 'notifications',
    payload: z.object({ tellId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Goes on with the payments of our TON wallet; one was wanted, or may have been seen by now. */
  'ton.advance': {
    queue: 'deliveries',
    payload: z.object({ paymentId: z.uuid().optional() }),
    attempts: 12,
    backoffMs: 5000,
  },
} as const satisfies Record<string, JobContract>;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]['payload']>;

/**
 * Repeating work, by name. It has no payload and no outbox row, and the next run makes up for a missed one. The work that
 * hands over jobs again after Redis lost them is not here, because it must work even if Redis lost these schedules.
 */
export interface Schedule {
  queue: QueueName;
  everyMs: number;
}
export const SCHEDULES = {
  /** Queues a poll for each invoice that is due. */
  'invoices.poll-due': { queue: 'maintenance', everyMs: 15_000 },
  /** Reminds buyers of invoices that end soon. */
  'invoices.remind': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Makes jobs due again that a fast clock put off too far. */
  'invoices.clock-was-ahead': { queue: 'maintenance', everyMs: 600_000 },
  /** Compares the last hours with the provider's list, so that a problem is seen within minutes. */
  'reconciliation.sweep-recent': { queue: 'reconciliation', everyMs: 300_000 },
  /** The same for the last days. */
  'reconciliation.sweep': { queue: 'reconciliation', everyMs: HOUR_MS },
  /** The same for more than a month, because coins may come when an invoice is no longer polled. */
  'reconciliation.sweep-month': { queue: 'reconciliation', everyMs: DAY_MS },
  /** Makes the report of each day that is over. */
  'reconciliation.report': { queue: 'reconciliation', everyMs: 900_000 },
  /** Seals new transfers by hash, closes days that ended. */
  'ledger.seal': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Checks everything that was sealed since the last run, and the sums. */
  'ledger.check': { queue: 'maintenance', everyMs: 600_000 },
  /** Creates the month partitions ahead. */
  'partitions.create': { queue: 'maintenance', everyMs: DAY_MS },
  /** Removes rows that are older than they are kept. */
  'retention.clean': { queue: 'maintenance', everyMs: 6 * HOUR_MS },
  /** Looks up refunds with an unknown result whose look-up job was lost. */
  'refunds.watch-open': { queue: 'maintenance', everyMs: 300_000 },
  /** Makes a new job for deliveries whose job was lost. */
  'deliveries.watch': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Reads balances and prices elsewhere; stops selling, or lets it go on. */
  'treasury.read': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Compares the orders of suppliers with our deliveries. */
  'suppliers.sweep': { queue: 'reconciliation', everyMs: HOUR_MS },
  /** Goes on with the payments of our TON wallet whose job was lost, and writes down what came in. */
  'ton.watch': { queue: 'maintenance', everyMs: 15_000 },
  /** Looks at everything that may need a person, and tells. Other processes look if this one does not. */
  'alerts.look': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Ends answers that are owed to people who never came back. */
  'updates.end-old': { queue: 'maintenance', everyMs: HOUR_MS },
} as const satisfies Record<string, Schedule>;
export type ScheduleName = keyof typeof SCHEDULES;

/** The data of a job in Redis: its payload, its correlation id, and the place of its outbox row. */
export const jobEnvelope = z.object({
  payload: z.unknown(),
  correlationId: z.string().nullable(),
  /** `created_at` of the outbox row as PostgreSQL writes it. It names the partition. */
  createdAt: z.string(),
});
export type JobEnvelope = z.output<typeof jobEnvelope>;
