import { AppError } from '../lib/index.ts';
import type { PaymentsContext } from './context.ts';
import { plainDecimal } from './decimals.ts';
import { LOOK_INTERVAL_MS } from './pollPlan.ts';
import type { ProviderInvoice } from './provider.ts';
import type { PendingEvent } from './queries.ts';
import { questionnaireFor } from './questionnaire.ts';
import { recordResults } from './settleWrites.ts';
import { claimsMore, rankOf } from './statuses.ts';

/**
 * Processes one stored webhook: asks the provider for the facts and applies them. May run any number of times.
 * Errors: those of the provider, and PROVIDER_MISMATCH when the provider does not know an invoice that its own webhook
 * was about.
 */
export async function applyEvent(context: PaymentsContext, eventId: string): Promise<void> {
  const event = await context.settler.findEvent(eventId);
  if (!event) throw new AppError('INPUT_INVALID', { field: 'eventId' });
  if (event.outcome !== null) return;
  const { invoiceId, invoiceName } = event;
  if (invoiceId === null || invoiceName === null) {
    await recordResults(context.db, [{ eventId, outcome: 'unknown_order' }]);
    return;
  }
  const facts = await context.provider.info({ orderId: invoiceName });
  if (!facts) throw new AppError('PROVIDER_MISMATCH', { invoice: invoiceId });
  await context.settler.settle({
    invoiceId,
    facts,
    source: 'webhook',
    eventId,
    claimed: event.status,
    amlLink: await questionnaireFor(context, facts),
    correlationId: event.correlationId ?? undefined,
  });
  if (tellsNews(event, facts)) await lookAgain(context, invoiceId);
}

/** Whether a webhook tells something that the provider does not confirm (yet). */
function tellsNews({ status, came }: PendingEvent, facts: ProviderInvoice): boolean {
  if (claimsMore(status, facts.status)) return true;
  const isSame = rankOf(status) === rankOf(facts.status);
  return isSame && came !== '' && came !== plainDecimal(facts.paymentAmount);
}

/**
 * The provider's servers that answer questions may lag behind those that send webhooks. An invoice that is still polled
 * needs nothing. A settled one gets one more look.
 */
async function lookAgain({ db, clock }: PaymentsContext, invoiceId: string): Promise<void> {
  await db.query('UPDATE invoices SET next_check_at = coalesce(next_check_at, $2) WHERE id = $1', [
    invoiceId,
    new Date(clock.now().getTime() + 2 * LOOK_INTERVAL_MS),
  ]);
}
