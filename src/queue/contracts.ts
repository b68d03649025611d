import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/index.ts';

/**
 * Every job as data: its queue, the schema of its payload (ids only, never personal data) and how it is tried
 * again. Producers and workers share this table.
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
  /** Books what one stored provider event tells, after asking the provider. */
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
  /** Sends one row of `notifications` to its user, after those that were decided before. */
  'notification.send': {
    queue: 'notifications',
    payload: z.object({ notificationId: z.uuid() }),
    attempts: 10,
    backoffMs: 1000,
  },
  /** Goes on with one update of Telegram that was taken and is not done. */
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
  /** Asks the provider what became of a refund. */
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
  /** Asks the supplier what became of a delivery. */
  'delivery.look-up': {
    queue: 'deliveries',
    payload: z.object({ deliveryId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
  /** Begins the delivery of a purchase that was paid. */
  'delivery.order-paid': {
    queue: 'deliveries',
    payload: z.object({ orderId: z.uuid() }),
    attempts: 12,
    backoffMs: 2000,
  },
  /** Works off one signed report of a supplier. */
  'supplier-event.apply': {
    queue: 'deliveries',
    payload: z.object({ eventId: z.uuid() }),
    attempts: 12,
    backoffMs: 5000,
  },
} as const satisfies Record<string, JobContract>;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]['payload']>;

/**
 * Repeating work, by name: no payload, no outbox row; a missed run is made up by the next one. Handing over again what
 * Redis lost is not among them: it must also work when Redis lost these schedules.
 */
export interface Schedule {
  queue: QueueName;
  everyMs: number;
}
export const SCHEDULES = {
  /** Queues a poll for each invoice that is due. */
  'invoices.poll-due': { queue: 'maintenance', everyMs: 15_000 },
  /** Makes due what a clock that ran ahead has put off. */
  'invoices.clock-was-ahead': { queue: 'maintenance', everyMs: 600_000 },
  /** Compares the last hours with the provider's list: what is wrong is seen within minutes. */
  'reconciliation.sweep-recent': { queue: 'reconciliation', everyMs: 300_000 },
  /** The same of the last days. */
  'reconciliation.sweep': { queue: 'reconciliation', everyMs: HOUR_MS },
  /** The same of more than a month: coins may come when nothing is polled any more. */
  'reconciliation.sweep-month': { queue: 'reconciliation', everyMs: DAY_MS },
  /** Makes the report of each day that is over. */
  'reconciliation.report': { queue: 'reconciliation', everyMs: 900_000 },
  /** Seals new transfers by hash, closes days that ended. */
  'ledger.seal': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Checks what was sealed since the last time, and the sums. */
  'ledger.check': { queue: 'maintenance', everyMs: 600_000 },
  /** Creates the month partitions ahead. */
  'partitions.create': { queue: 'maintenance', everyMs: DAY_MS },
  /** Looks after refunds whose fate is open and whose look-up was lost. */
  'refunds.watch-open': { queue: 'maintenance', everyMs: 300_000 },
  /** Looks after deliveries whose job was lost. */
  'deliveries.watch': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Reads balances and prices elsewhere; stops selling, or lets it go on. */
  'treasury.read': { queue: 'maintenance', everyMs: MINUTE_MS },
  /** Ends what was owed to people who never came back. */
  'updates.end-old': { queue: 'maintenance', everyMs: HOUR_MS },
} as const satisfies Record<string, Schedule>;
export type ScheduleName = keyof typeof SCHEDULES;

/** What a job carries in Redis: its payload, whose trail it belongs to, and where its outbox row stands. */
export const jobEnvelope = z.object({
  payload: z.unknown(),
  correlationId: z.string().nullable(),
  /** `created_at` of the outbox row as PostgreSQL writes it: names the partition. */
  createdAt: z.string(),
});
export type JobEnvelope = z.output<typeof jobEnvelope>;
