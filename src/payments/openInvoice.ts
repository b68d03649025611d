import { raise } from '../security/index.ts';
import { AppError, formatAmount, newId } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { coin, findOrder, moveOrder } from '../shop/index.ts';
import type { PaymentsContext } from './context.ts';
import { samePrice } from './figures.ts';
import { keptFacts } from './payer.ts';
import { LOOK_INTERVAL_MS } from './pollPlan.ts';
import type { ProviderInvoice } from './provider.ts';
import { findStoredInvoiceByOrder, publicInvoice } from './queries.ts';
import type { Invoice, StoredInvoice } from './types.ts';

/**
 * Opens the invoice of an order, or returns the one that it has. Safe to repeat, and to interrupt at any point: our row
 * is written before the provider is asked, the provider recognizes a repeat by our name for the invoice, and the poller
 * finishes a row whose process died.
 * Errors: ORDER_UNKNOWN, ORDER_STATE (settled without an invoice), PROVIDER_UNAVAILABLE, CIRCUIT_OPEN,
 * PROVIDER_REFUSED, PROVIDER_MISMATCH.
 */
export async function openInvoice(context: PaymentsContext, input: { orderId: string }): Promise<Invoice> {
  const invoice = await reserveInvoice(context, input.orderId);
  if (invoice.providerUuid !== null || invoice.status !== 'creating') return publicInvoice(invoice);
  const { config, provider } = context;
  const facts = await provider.createInvoice({
    orderId: invoice.providerOrderId,
    amount: formatAmount(invoice.amount, coin(config)),
    currency: invoice.asset,
    lifetimeSeconds: config.PAYMENT_TIMEOUT,
    callbackUrl: config.publicUrl + config.HELEKET_WEBHOOK_PATH,
    network: config.HELEKET_NETWORK || undefined,
  });
  return publicInvoice(await adoptInvoice(context, invoice, facts));
}

async function reserveInvoice(context: Context, orderId: string): Promise<StoredInvoice> {
  return context.db.tx(async (tx) => {
    const existing = await findStoredInvoiceByOrder(tx, orderId);
    if (existing) return existing;
    const order = await findOrder({ db: tx }, orderId);
    if (!order) throw new AppError('ORDER_UNKNOWN');
    if (order.status !== 'created' || order.kind === 'balance_purchase') throw new AppError('ORDER_STATE');
    const now = context.clock.now();
    const id = newId(now);
    const { rowCount } = await tx.query(
      `INSERT INTO invoices (id, order_id, provider_order_id, asset, amount, next_check_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (order_id) DO NOTHING`,
      [
        id,
        order.id,
        // 32 characters, the most that the provider's own test calls allow.
        id.replaceAll('-', ''),
        order.asset,
        order.amount,
        new Date(now.getTime() + 2 * LOOK_INTERVAL_MS),
        now,
      ],
    );
    if (rowCount === 1)
      await raise(tx, {
        kind: 'invoice',
        userId: order.userId,
        subject: id,
        orderKind: order.kind,
        asset: order.asset,
        amount: order.amount,
        correlationId: order.correlationId,
      });
    const stored = await findStoredInvoiceByOrder(tx, orderId);
    if (!stored) throw new AppError('INVOICE_UNKNOWN');
    return stored;
  });
}

/**
 * Takes over the invoice that the provider made for our request. For a repeated name the provider returns the old
 * invoice, whatever was asked for, so the answer is compared with our row. Errors: PROVIDER_MISMATCH.
 */
export async function adoptInvoice(
  context: Context,
  invoice: StoredInvoice,
  facts: ProviderInvoice,
): Promise<StoredInvoice> {
  const same =
    facts.orderId === invoice.providerOrderId &&
    facts.currency === invoice.asset &&
    samePrice(facts, invoice.amount, coin(context.config));
  if (!same) {
    context.log.error(
      { invoiceId: invoice.id, facts: { ...facts, payer: undefined } },
      'the provider answered with another invoice',
    );
    throw new AppError('PROVIDER_MISMATCH', { invoice: invoice.id });
  }
  return context.db.tx(async (tx) => {
    await writeAdopted(tx, invoice, facts);
    await moveOrder(tx, { orderId: invoice.orderId, to: 'awaiting_payment' });
    const stored = await findStoredInvoiceByOrder(tx, invoice.orderId);
    if (!stored) throw new AppError('INVOICE_UNKNOWN');
    return stored;
  });
}

/** A webhook may have come first. Then its facts stay, and only the fields that it did not have are filled in. */
async function writeAdopted(tx: Tx, invoice: StoredInvoice, facts: ProviderInvoice): Promise<void> {
  await tx.query(
    `UPDATE invoices SET provider_uuid = coalesce(provider_uuid, $2), url = coalesce(url, $3),
       expires_at = coalesce(expires_at, $4), updated_at = now(),
       status = CASE WHEN status = 'creating' THEN 'check' ELSE status END, facts = coalesce(facts, $5)
     WHERE id = $1`,
    [invoice.id, facts.uuid, facts.url ?? null, facts.expiresAt ?? null, keptFacts(facts)],
  );
}
