import { raiseSign } from '../health/index.ts';
import { toAppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { recordHourly } from '../security/index.ts';
import { moveOrder } from '../shop/index.ts';
import type { PaymentsContext } from './context.ts';
import { isKeyRefused } from './heleket.ts';
import { adoptInvoice } from './openInvoice.ts';
import { LOOK_INTERVAL_MS, nextCheckAt } from './pollPlan.ts';
import { findStoredInvoice } from './queries.ts';
import { questionnaireFor } from './questionnaire.ts';
import type { StoredInvoice } from './types.ts';
import { noteUnknown } from './unknownInvoice.ts';

/** A poll that was queued but never ran is queued again after this. */
export const LEASE_MS = 10 * LOOK_INTERVAL_MS;

/**
 * Asks the provider about one invoice and applies the answer. If the provider gives an error instead, the invoice waits
 * in its row, longer the older it is. A dead job every few minutes would add nothing to the log and the health signs.
 */
export async function pollInvoice(
  context: PaymentsContext,
  invoiceId: string,
  correlationId?: string,
): Promise<void> {
  const invoice = await findStoredInvoice(context.db, invoiceId);
  if (!invoice || invoice.nextCheckAt === null) return;
  try {
    await look(context, invoice, correlationId);
  } catch (error) {
    const { code, message } = toAppError(error);
    if (isKeyRefused(error)) await alarmKeyRefused(context);
    else if (PROVIDER_CODES.has(code)) {
      // The circuit reports silence; other errors are reported by their own health sign.
      context.log.info(
        { invoiceId, code, err: error },
        'the provider gave no usable answer about an invoice; it is asked again later',
      );
      if (code !== 'PROVIDER_UNAVAILABLE')
        await raiseSign(context, {
          name: 'heleket.polls',
          severity: 'degraded',
          text: `Heleket's answer about an invoice cannot be used (${code}: ${message.slice(0, 100)})`,
        });
      const now = context.clock.now();
      const planned = nextCheckAt(invoice, now);
      // Silence is not an answer, so a look that a person asked for is not given up because of it.
      const atLeast = code === 'PROVIDER_UNAVAILABLE' ? new Date(now.getTime() + LEASE_MS) : null;
      return putOff(context, invoice, planned ?? atLeast);
    } else if (code !== 'CIRCUIT_OPEN') throw error;
    const waitMs = context.config.CIRCUIT_BREAKER_RECOVERY_TIMEOUT * 1000 * (1 + Math.random());
    await putOff(context, invoice, new Date(context.clock.now().getTime() + waitMs));
  }
}

const PROVIDER_CODES: ReadonlySet<string> = new Set([
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_REFUSED',
  'PROVIDER_MISMATCH',
]);

/** One wrong key is one problem, however many invoices it affects. */
async function alarmKeyRefused(context: Context): Promise<void> {
  await raiseSign(context, {
    name: 'heleket.key',
    severity: 'unhealthy',
    text: 'the provider refuses our payment key: set API_KEY and MERCHANT_UUID',
  });
  await recordHourly(context, { kind: 'provider_key_refused', details: { provider: 'heleket' } });
}

/**
 * While the provider is not asked, an invoice waits in its row. As a waiting job it would soon be queued again and
 * again. The invoices do not all come back at the same time.
 */
async function putOff({ db }: Context, { id }: StoredInvoice, until: Date | null): Promise<void> {
  await db.query('UPDATE invoices SET next_check_at = $2 WHERE id = $1 AND next_check_at IS NOT NULL', [
    id,
    until,
  ]);
}

export async function look(
  context: PaymentsContext,
  invoice: StoredInvoice,
  correlationId: string | undefined,
): Promise<void> {
  const facts = await context.provider.info({ orderId: invoice.providerOrderId });
  if (!facts) return forget(context, invoice);
  if (invoice.status === 'creating') await adoptInvoice(context, invoice, facts);
  await context.settler.settle({
    invoiceId: invoice.id,
    facts,
    source: 'poll',
    amlLink: await questionnaireFor(context, facts),
    correlationId,
  });
}

/**
 * Handles an invoice that the provider does not know because our request never reached it. It stays open while the
 * buyer may still try again.
 */
async function forget(context: Context, invoice: StoredInvoice): Promise<void> {
  if (invoice.providerUuid !== null) return noteUnknown(context, invoice);
  const now = context.clock.now();
  const end = invoice.createdAt.getTime() + context.config.PAYMENT_TIMEOUT * 1000;
  await context.db.tx(async (tx) => {
    const over = now.getTime() >= end;
    await tx.query(
      `UPDATE invoices SET checked_at = $2, checks = checks + 1, next_check_at = $3,
         status = CASE WHEN $4 THEN 'absent' ELSE status END WHERE id = $1 AND provider_uuid IS NULL`,
      [invoice.id, now, over ? null : new Date(Math.max(end, now.getTime() + LEASE_MS)), over],
    );
    if (over) await moveOrder(tx, { orderId: invoice.orderId, to: 'expired' });
  });
}
