import { exchangeRates, isCurrency, servicesList } from './coins.ts';
import { createInvoice } from './create.ts';
import { decimal, writeDecimal } from './decimals.ts';
import { invalid, NO_INVOICE, refusal } from './failure.ts';
import { listInvoices } from './list.ts';
import { finishRefund, setStatus } from './money.ts';
import type { Request } from './request.ts';
import { testWebhook } from './testWebhook.ts';
import { STATUSES, type HeleketInvoice } from './types.ts';
import * as rule from './validation.ts';
import { textOf, validate, type Field } from './validation.ts';
import { invoiceView, netOf, received } from './view.ts';

interface Endpoint {
  key: 'payment' | 'payout';
  run: (request: Request) => unknown;
}

/** POST endpoints under /v1/, and the key that signs each. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  payment: {
    key: 'payment',
    run: ({ desk, body }) => invoiceView(desk.world, createInvoice(desk.world, body)),
  },
  'payment/info': { key: 'payment', run: info },
  'payment/list': { key: 'payment', run: listInvoices },
  'payment/resend': { key: 'payment', run: resend },
  'payment/services': { key: 'payment', run: servicesList },
  'payment/refund': { key: 'payout', run: refund },
  'payment/aml-links': { key: 'payment', run: amlLinks },
  balance: { key: 'payment', run: balance },
  'test-webhook/payment': { key: 'payment', run: testWebhook },
};

const NAMED: Readonly<Record<string, Field>> = {
  uuid: { rule: rule.uuid },
  order_id: { rule: rule.alphaDash(128) },
};

/** The invoice that a body names. Errors: Failure 422 (no id in the body). */
function named({ desk: { world }, body }: Request, wins: 'uuid' | 'order_id'): HeleketInvoice | undefined {
  const { uuid, order_id: orderId } = body;
  if (!uuid && !orderId)
    throw invalid({ uuid: ['validation.required_without'], order_id: ['validation.required_without'] });
  const useOrder = orderId && (wins === 'order_id' || !uuid);
  return useOrder ? world.byOrder.get(textOf(orderId)) : world.byUuid.get(textOf(uuid));
}

function info(request: Request): unknown {
  validate(request.body, NAMED);
  const invoice = named(request, 'order_id');
  if (!invoice) throw NO_INVOICE;
  return invoiceView(request.desk.world, invoice);
}

function resend(request: Request): unknown {
  validate(request.body, NAMED);
  const invoice = named(request, 'order_id');
  const isResendable = invoice && ['paid', 'paid_over', 'wrong_amount'].includes(invoice.status);
  if (!isResendable || invoice.urlCallback === null) throw refusal('Payment not found');
  request.desk.sender.tell(invoice);
  return [];
}

const REFUND: Readonly<Record<string, Field>> = {
  ...NAMED,
  address: { rule: rule.text(10, 128), required: true },
  is_subtract: { rule: rule.bool, required: true },
  amount: { rule: rule.amount },
};

function refund(request: Request): unknown {
  const { desk, body } = request;
  validate(body, REFUND);
  const invoice = named(request, 'uuid');
  if (!invoice) throw refusal('Payment not found');
  if (!['paid', 'paid_over', 'wrong_amount', 'refund_fail'].includes(invoice.status))
    throw refusal('The payment cannot be refunded in its status');
  const arrived = received(invoice);
  const amount = typeof body['amount'] === 'string' ? decimal(body['amount']) : arrived;
  if (amount > arrived - decimal(invoice.refunded)) throw refusal('Not enough funds');
  invoice.refundAddress = textOf(body['address']);
  invoice.refunding = writeDecimal(amount, 8);
  invoice.refunded = writeDecimal(decimal(invoice.refunded) + amount, 8);
  setStatus(desk, invoice, 'refund_process');
  const { refunds } = desk.world.settings;
  if (refunds !== 'manual') desk.world.time.after(1000, () => finishRefund(desk, invoice, refunds));
  return [];
}

function amlLinks(request: Request): unknown {
  const { world } = request.desk;
  validate(request.body, NAMED);
  const invoice = named(request, 'order_id');
  if (!invoice) throw NO_INVOICE;
  if (invoice.status !== 'locked') return [];
  return [
    {
      link: `${world.publicUrl}/pay/${invoice.uuid}?aml=1`,
      expired_at: new Date(invoice.updatedAt + 7 * 24 * 3600_000).toISOString(),
      status: 'init',
    },
  ];
}

function balance({ desk: { world } }: Request): unknown {
  const sums = new Map<string, bigint>([
    ['TON', 0n],
    ['USDT', 0n],
  ]);
  for (const invoice of world.state.invoices) {
    const coin = invoice.payerCurrency;
    const isPaidBack = invoice.status === 'refund_paid';
    if (coin === null || (!STATUSES[invoice.status].money && !isPaidBack)) continue;
    const arrived = received(invoice);
    // Only the returned money is gone. If nobody asked for the return (a status set by hand), that is all of it.
    const asked = decimal(invoice.refunded);
    const refunded = isPaidBack && asked === 0n ? arrived : asked;
    sums.set(coin, (sums.get(coin) ?? 0n) + netOf(arrived).merchant - refunded);
  }
  const merchant = [...sums].map(([code, sum], index) => ({
    uuid: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`,
    balance: writeDecimal(sum, 8),
    currency_code: code,
    balance_usd: null,
  }));
  return [{ balance: { merchant, user: [] } }];
}

/** GET /v1/exchange-rate/{currency}/list. Errors: Failure 400. */
export function exchangeRate(currency: string): unknown {
  const code = currency.toUpperCase();
  if (!isCurrency(code)) throw refusal('The currency was not found');
  return exchangeRates(code);
}
