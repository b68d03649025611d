import { lookAfterAlerts, sendTell, type SendAlert } from '../alerts/index.ts';
import {
  applyPayment,
  applySupplierEvent,
  beginForOrder,
  freeDeliveries,
  lookUpDelivery,
  sendDelivery,
  sweepSuppliers,
  tellDelivery,
  watchDeliveries,
  type DeliveryContext,
} from '../delivery/index.ts';
import { evaluateAll } from '../fraud/index.ts';
import type { HealthApp } from '../health/index.ts';
import { checkLedger, sealLedger, webhookPublisher } from '../ledger/index.ts';
import {
  applyEvent,
  isKeyRefused,
  pollInvoice,
  remindOfEnding,
  queueDuePolls,
  queuePollsOfTheFuture,
  type PaymentsContext,
} from '../payments/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toAppError } from '../lib/index.ts';
import { makeDailyReports, runSweep } from '../reconciliation/index.ts';
import type { JobName, JobPayload, ScheduleName } from '../queue/index.ts';
import { executeRefund, lookUpRefund, watchOpenRefunds } from '../refunds/index.ts';
import { buyWithTopup } from '../shop/index.ts';
import { cleanOld } from '../retention/index.ts';
import { endOldUpdates } from '../support/index.ts';
import { advancePayments, collectIncoming, type TonContext } from '../tonWallet/index.ts';
import { forgetUser } from '../users/index.ts';
import { bookReturns, readTreasury, type TreasuryContext } from '../treasury/index.ts';

/** How far back each sweep looks. The longest goes further back than the poller asks. */
const SWEPT_MS = { recent: 2 * HOUR_MS, days: 3 * DAY_MS, month: 35 * DAY_MS } as const;
/** A newer invoice may not have reached both sides yet. */
const UNDER_WAY_MS = MINUTE_MS;

/** The functions that the bot gives to the workers. */
export interface BotHandlers {
  /** An error with `retryAfter` (seconds) in its data is tried again after that time and does not count as an attempt. */
  sendNotification(notificationId: string): Promise<void>;
  /** The same for an update from Telegram that is not done. */
  answerUpdate(updateId: number): Promise<void>;
  /** Sends a message about an alert to a chat of staff. */
  sendAlert: SendAlert;
}

type Handlers = {
  [N in JobName]: (payload: JobPayload<N>, correlationId: string) => Promise<void>;
};

/** The context of the use cases behind the jobs. */
export type JobsContext = PaymentsContext & DeliveryContext & TonContext & TreasuryContext & HealthApp;

/** The use case of each job. */
export function jobHandlers(context: JobsContext, bot: BotHandlers): Handlers {
  return {
    'provider-event.apply': ({ eventId }) => applyEvent(context, eventId),
    'invoice.poll': ({ invoiceId }, correlationId) => pollInvoice(context, invoiceId, correlationId),
    'fraud.evaluate': ({ eventIds }) => evaluateAll(context, eventIds),
    'refund.execute': ({ refundId }) => executeRefund(context, refundId),
    'refund.look-up': ({ refundId }) => lookUpRefund(context, refundId),
    'delivery.send': ({ deliveryId }) => sendDelivery(context, deliveryId),
    'delivery.look-up': async ({ deliveryId }) => {
      await lookUpDelivery(context, deliveryId);
    },
    'delivery.order-paid': ({ orderId }) => beginForOrder(context, orderId),
    'topup.buy-stars': ({ orderId }) => buyWithTopup(context, orderId),
    'delivery.user-freed': ({ userId }) => freeDeliveries(context, BigInt(userId)),
    'user.forget': ({ name }) => forgetUser(context, name),
    'delivery.payment': ({ deliveryId }) => applyPayment(context, deliveryId),
    'supplier-event.apply': ({ eventId }) => applySupplierEvent(context, eventId),
    'ton.advance': () => advancePayments(context, tellDelivery),
    'alert.tell': ({ tellId }) => sendTell(context, tellId, bot.sendAlert),
    'notification.send': ({ notificationId }) => bot.sendNotification(notificationId),
    'update.answer': ({ updateId }) => bot.answerUpdate(updateId),
  };
}

/** The use case of each schedule. */
export function scheduleHandlers(context: JobsContext): Record<ScheduleName, () => Promise<void>> {
  return {
    'invoices.poll-due': async () => {
      // A round is small, so that its rows are not locked for long. A backlog takes several rounds.
      while ((await queueDuePolls(context)) > 0);
    },
    'invoices.clock-was-ahead': async () => {
      await queuePollsOfTheFuture(context);
    },
    'invoices.remind': async () => {
      await remindOfEnding(context);
    },
    'reconciliation.sweep-recent': () => sweep(context, SWEPT_MS.recent),
    'reconciliation.sweep': () => sweep(context, SWEPT_MS.days),
    'reconciliation.sweep-month': () => sweep(context, SWEPT_MS.month),
    'reconciliation.report': async () => {
      await makeDailyReports(context);
    },
    'ledger.seal': async () => {
      const url = context.config.LEDGER_CLOSING_WEBHOOK_URL;
      await sealLedger(context, url === '' ? undefined : webhookPublisher(url));
    },
    'ledger.check': async () => {
      await checkLedger(context);
    },
    'refunds.watch-open': async () => {
      await watchOpenRefunds(context);
    },
    'deliveries.watch': async () => {
      await watchDeliveries(context);
    },
    'suppliers.sweep': async () => {
      await sweepSuppliers(context);
    },
    'ton.watch': async () => {
      await advancePayments(context, tellDelivery);
      await collectIncoming(context);
      await bookReturns(context);
    },
    'treasury.read': () => readTreasury(context),
    'alerts.look': () => lookAfterAlerts(context),
    'updates.end-old': () => endOldUpdates(context),
    'retention.clean': async () => {
      await cleanOld(context);
    },
    'partitions.create': async () => {
      await context.db.query('SELECT create_partitions_ahead()');
    },
  };
}

/**
 * While the provider is not asked, or refuses our key, the circuit and the sweep's own record say so. A dead job every
 * five minutes would add nothing. The next sweep does the work.
 */
async function sweep(context: PaymentsContext, backMs: number): Promise<void> {
  const now = context.clock.now().getTime();
  const period = { from: new Date(now - backMs), to: new Date(now - UNDER_WAY_MS) };
  try {
    await runSweep(context, { ...period, startedBy: 'system' });
  } catch (error) {
    if (!isKeyRefused(error) && toAppError(error).code !== 'CIRCUIT_OPEN') throw error;
    context.log.debug({ err: error }, 'no sweep while the provider is not asked');
  }
}
