import { applyEvent, pollInvoice, queueDuePolls, type PaymentsContext } from '../payments/index.ts';
import type { JobName, JobPayload, ScheduleName } from '../queue/index.ts';

/** What the bot gives to the workers. */
export interface BotHandlers {
  /** An error with `retryAfterSeconds` in its data is tried again after that time and does not count as an attempt. */
  sendNotification(notificationId: string): Promise<void>;
}

type Handlers = {
  [N in JobName]: (payload: JobPayload<N>, correlationId: string) => Promise<void>;
};

/** What each job does: one use case. */
export function jobHandlers(context: PaymentsContext, bot: BotHandlers): Handlers {
  return {
    'provider-event.apply': ({ eventId }) => applyEvent(context, eventId),
    'invoice.poll': ({ invoiceId }, correlationId) => pollInvoice(context, invoiceId, correlationId),
    'notification.send': ({ notificationId }) => bot.sendNotification(notificationId),
  };
}

/** What each schedule does. */
export function scheduleHandlers(context: PaymentsContext): Record<ScheduleName, () => Promise<void>> {
  return {
    'invoices.poll-due': async () => {
      await queueDuePolls(context);
    },
    'partitions.create': async () => {
      await context.db.query('SELECT create_partitions_ahead()');
    },
  };
}
