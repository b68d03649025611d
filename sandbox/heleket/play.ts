import express, { type Router } from 'express';
import { z } from 'zod';
import { AppError, own } from '../../src/lib/index.ts';
import { addInspection, addWebhookRoutes, compact, sendSettings } from '../shared/index.ts';
import { choices } from './create.ts';
import * as money from './money.ts';
import type { Desk } from './money.ts';
import { HELEKET_FAULTS } from './router.ts';
import { signedBody, STYLES } from './signing.ts';
import { isStatus, type HeleketInvoice } from './types.ts';
import { invoiceView, missing, received } from './view.ts';
import { writeDecimal } from './decimals.ts';
import { textOf } from './validation.ts';
import { findInvoice } from './world.ts';

const payment = z.object({
  amount: z.string().optional(),
  part: z.enum(['exact', 'less', 'more', 'rest']).optional(),
  currency: z.string().optional(),
  network: z.string().optional(),
  from: z.string().nullable().optional(),
  internal: z.boolean().optional(),
  hold: z.boolean().optional(),
  wait: z.boolean().optional(),
  confirmAfterMs: z.number().optional(),
});
const webhookSettings = sendSettings.extend({
  style: z.enum(STYLES).optional(),
  signFirst: z.boolean().optional(),
  sourceIp: z.string().nullable().optional(),
  wrongSign: z.boolean().optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});

/** Actions on an invoice, by the last part of the path. */
const ACTIONS: Readonly<Record<string, (desk: Desk, invoice: HeleketInvoice, body: unknown) => void>> = {
  choose: (desk, invoice, body) =>
    money.choose(desk, invoice, z.object({ currency: z.string(), network: z.string() }).parse(body)),
  pay: (desk, invoice, body) => money.pay(desk, invoice, compact(payment.parse(body ?? {}))),
  confirm: money.confirm,
  hold: (desk, invoice) => money.setStatus(desk, invoice, 'locked'),
  release: money.conclude,
  expire: money.expireNow,
  cancel: (desk, invoice) => money.setStatus(desk, invoice, 'cancel'),
  fail: (desk, invoice) => money.setStatus(desk, invoice, 'fail'),
  'mark-paid': money.markPaid,
  refund: (desk, invoice, body) =>
    money.finishRefund(desk, invoice, z.object({ outcome: z.enum(['paid', 'fail']) }).parse(body).outcome),
  status: (desk, invoice, body) => {
    const { status } = z.object({ status: z.string() }).parse(body);
    if (!isStatus(status)) throw new AppError('INPUT_INVALID', {}, { message: `no status ${status}` });
    money.setStatus(desk, invoice, status);
  },
};

/** The play interface of Heleket: payers, the provider's staff, faults, and the sent webhooks. All JSON. */
export function createHeleketPlay(desk: Desk): Router {
  const router = express.Router();
  addInvoices(router, desk);
  addWebhooks(router, desk);
  addInspection(router, desk.world, HELEKET_FAULTS);
  return router;
}

function addInvoices(router: Router, desk: Desk): void {
  const { world } = desk;
  const view = (invoice: HeleketInvoice): Record<string, unknown> => ({
    ...invoiceView(world, invoice),
    received: writeDecimal(received(invoice), 8),
    missing: writeDecimal(missing(invoice), 8),
    choices: choices(invoice),
    url_return: invoice.urlReturn,
    url_success: invoice.urlSuccess,
    refund_address: invoice.refundAddress,
    now: world.time.now().toISOString(),
  });
  const find = (name: string): HeleketInvoice => {
    const invoice = findInvoice(world, name);
    if (!invoice) throw new AppError('INPUT_INVALID', {}, { message: `no invoice ${name}` });
    return invoice;
  };
  router.get('/invoices', (_request, response) => void response.json(world.state.invoices.map(view)));
  router.get('/invoices/:name', (request, response) => void response.json(view(find(request.params.name))));
  router.get('/invoices/:name/events', (request, response) => {
    world.hub.subscribe(`invoice:${find(request.params.name).uuid}`, response);
  });
  router.post('/invoices/:name/:action', (request, response) => {
    const invoice = find(request.params.name);
    const action = own(ACTIONS, request.params.action);
    if (!action) throw new AppError('INPUT_INVALID', {}, { message: `no action ${request.params.action}` });
    action(desk, invoice, request.body);
    response.json(view(invoice));
  });
  router.post('/settings', (request, response) => {
    const change = z.object({ refunds: z.enum(['manual', 'paid', 'fail']) }).parse(request.body);
    response.json(Object.assign(world.settings, change));
  });
}

function addWebhooks(router: Router, { world, sender }: Desk): void {
  addWebhookRoutes(router, { world, sender }, webhookSettings);
  router.post('/webhooks/send', (request, response) => {
    const input = z
      .object({
        url: z.string(),
        payload: z.record(z.string(), z.unknown()).optional(),
        body: z.string().optional(),
      })
      .parse(request.body);
    const body = input.body ?? signedBody(input.payload ?? {}, world.paymentKey, world.webhooks);
    const named = (key: string): string => textOf(input.payload?.[key]);
    const message = {
      url: input.url,
      body,
      uuid: named('uuid'),
      orderId: named('order_id'),
      status: named('status'),
    };
    response.json(sender.send(message));
  });
}
