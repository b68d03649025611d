import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from './request.ts';
import { chooseCoin } from './create.ts';
import type { HeleketInvoice, Status } from './types.ts';
import * as rule from './validation.ts';
import { textOf, validate, type Body, type Field } from './validation.ts';
import type { HeleketWorld } from './world.ts';
import { invoiceWebhook } from './webhooks.ts';

const STATUSES = [
  'process',
  'check',
  'paid',
  'paid_over',
  'fail',
  'wrong_amount',
  'cancel',
  'system_fail',
  'refund_process',
  'refund_fail',
  'refund_paid',
];

const FIELDS: Readonly<Record<string, Field>> = {
  url_callback: { rule: rule.url(150), required: true },
  currency: { rule: rule.text(1, 10), required: true },
  network: { rule: rule.text(1, 20), required: true },
  status: { rule: rule.oneOf(...STATUSES) },
  uuid: { rule: rule.uuid },
  order_id: { rule: rule.alphaDash(32) },
};

/** POST /v1/test-webhook/payment. Stores nothing. If the uuid or order id exists, uses the data of the real invoice. */
export function testWebhook({ desk: { world, sender }, body }: Request): unknown {
  validate(body, FIELDS);
  const known = world.byOrder.get(textOf(body['order_id'])) ?? world.byUuid.get(textOf(body['uuid']));
  const status = (body['status'] ?? 'paid') as Status;
  const invoice: HeleketInvoice = { ...(known ?? invent(world, body)), status };
  sender.send(invoiceWebhook(world, invoice, textOf(body['url_callback'])));
  return [];
}

function invent(world: HeleketWorld, body: Body): HeleketInvoice {
  const now = world.time.now().getTime();
  const coin = textOf(body['currency']).toUpperCase();
  const invoice: HeleketInvoice = {
    uuid: textOf(body['uuid'], randomUUID()),
    sequence: 0,
    orderId: textOf(body['order_id'], randomBytes(16).toString('hex')),
    amount: '15',
    currency: coin,
    payerCurrency: null,
    network: null,
    address: null,
    payerAmount: null,
    toCurrency: null,
    allowed: null,
    urlCallback: null,
    urlReturn: null,
    urlSuccess: null,
    multiple: true,
    lifetime: 3600,
    subtract: 0,
    accuracy: 0,
    discountPercent: null,
    additionalData: null,
    status: 'paid',
    transfers: [{ amount: '15.00000000', from: null, txid: randomBytes(32).toString('hex'), at: now }],
    hold: false,
    byHand: false,
    refunded: '0',
    refundAddress: null,
    createdAt: now,
    updatedAt: now,
    expiredAt: now + 3600_000,
  };
  chooseCoin(invoice, coin, textOf(body['network']).toLowerCase());
  return invoice;
}
