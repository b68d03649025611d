import { createOutbox, type Outbox, type Sent } from '../shared/index.ts';
import { signedBody } from './signing.ts';
import { STATUSES, type HeleketInvoice, type SentWebhook } from './types.ts';
import { webhookView } from './view.ts';
import type { HeleketWorld } from './world.ts';

/** Pauses between attempts; the last one repeats until {@link MAX_ATTEMPTS}. */
const PAUSES_MS = [500, 1500, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
const MAX_ATTEMPTS = 30;

type NewWebhook = Omit<SentWebhook, keyof Sent>;

export interface WebhookSender extends Omit<Outbox<NewWebhook>, 'tell'> {
  /** Sends the invoice's present status, if that status has a webhook. */
  tell(invoice: HeleketInvoice): void;
}

export function createWebhookSender(world: HeleketWorld): WebhookSender {
  const outbox = createOutbox<NewWebhook>(world, {
    to: ({ url }) => ({
      url,
      headers: world.webhooks.sourceIp === null ? {} : { 'x-forwarded-for': world.webhooks.sourceIp },
    }),
    isTaken: ({ status }) => status === 200,
    pauseAfter: (tries) =>
      tries >= MAX_ATTEMPTS ? undefined : (PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0),
    over: 'given up',
  });
  return {
    ...outbox,
    tell(invoice) {
      if (invoice.urlCallback === null || !STATUSES[invoice.status].webhook) return;
      void outbox.tell(invoiceWebhook(world, invoice, invoice.urlCallback));
    },
  };
}

/** The signed message about an invoice's present status. */
export function invoiceWebhook(world: HeleketWorld, invoice: HeleketInvoice, url: string): NewWebhook {
  const { style, signFirst, wrongSign } = world.webhooks;
  const key = wrongSign ? `${world.paymentKey}-wrong` : world.paymentKey;
  return {
    url,
    uuid: invoice.uuid,
    orderId: invoice.orderId,
    status: invoice.status,
    body: signedBody(webhookView(world, invoice), key, { style, signFirst }),
  };
}
