import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { AppError, newId } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';
import { recordSecurityEvent, type SecurityEventKind } from '../risk/index.ts';
import { verifyWebhook, type SignatureForm } from './signature.ts';

/** A webhook is about one kilobyte; anything near this is not one. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

export interface IncomingWebhook {
  rawBody: Buffer;
  /** The sender's address as our own trusted proxy tells it. */
  ip: string;
  correlationId?: string | undefined;
}

/** The few fields that are read before the provider is asked; everything else is only kept. */
const body = z.object({
  type: z.literal('payment'),
  uuid: z.string().min(1).max(128),
  order_id: z.string().min(1).max(128),
  status: z.string().regex(/^[a-z_]{1,40}$/),
});

/**
 * Takes in one webhook of the provider: checked, then stored with its job in one transaction, then answered. What it
 * claims is never believed; the job asks the provider. The same news again, an order that is not ours and a kind
 * that we do not use are accepted and change nothing, since refusing would make the provider send them for ever.
 * Errors: BODY_TOO_LARGE, SOURCE_FORBIDDEN, INPUT_INVALID (not a JSON object), SIGNATURE_INVALID.
 */
export async function receiveWebhook(
  context: Context,
  webhook: IncomingWebhook,
): Promise<{ stored: boolean; eventId?: string }> {
  const { config } = context;
  const alarm = async (kind: SecurityEventKind, details: Record<string, string | number>): Promise<void> => {
    const { ip, correlationId } = webhook;
    context.log.warn({ correlationId, ip, ...details }, kind);
    await context.db.tx((tx) => recordSecurityEvent(tx, { kind, ip, correlationId, details }));
  };

  if (webhook.rawBody.byteLength > MAX_WEBHOOK_BYTES) throw new AppError('BODY_TOO_LARGE');
  if (!isAllowed(webhook.ip, config.PROVIDER_WEBHOOK_IPS)) {
    await alarm('webhook_source_forbidden', { bytes: webhook.rawBody.byteLength });
    throw new AppError('SOURCE_FORBIDDEN');
  }
  const verified = verifyWebhook(webhook.rawBody, config.API_KEY.reveal());
  if (!verified.ok) {
    await alarm('webhook_forged', { reason: verified.reason, bytes: webhook.rawBody.byteLength });
    const unreadable = verified.reason !== 'no_sign' && verified.reason !== 'wrong_sign';
    throw new AppError(unreadable ? 'INPUT_INVALID' : 'SIGNATURE_INVALID');
  }
  const parsed = body.safeParse(verified.payload);
  if (!parsed.success) {
    await alarm('webhook_unreadable', { fields: parsed.error.issues.map((i) => i.path.join('.')).join(',') });
    return { stored: false };
  }
  const { eventId, isOurs } = await store(context, webhook, { ...parsed.data, form: verified.form });
  if (eventId && !isOurs) await alarm('webhook_unknown_order', { status: parsed.data.status });
  return eventId ? { stored: true, eventId } : { stored: false };
}

/** The event and its job in one statement, which is one transaction and one round trip. */
const STORE = `
WITH event AS (
  INSERT INTO provider_events
    (id, source, provider_uuid, provider_order_id, status, signature_form, body, ip, correlation_id)
  VALUES ($1, 'webhook', $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (provider_uuid, status, source) DO NOTHING RETURNING id
), job AS (
  INSERT INTO outbox (id, job, payload, correlation_id) SELECT $9, $10, $11::jsonb, $8 FROM event
)
SELECT (SELECT id FROM event) AS "eventId",
  EXISTS (SELECT FROM invoices WHERE provider_order_id = $3) OR EXISTS (SELECT FROM invoices WHERE provider_uuid = $2) AS "isOurs"`;

/** `eventId` is null when this news was told before. */
async function store(
  context: Context,
  webhook: IncomingWebhook,
  event: z.output<typeof body> & { form: SignatureForm },
): Promise<{ eventId: string | null; isOurs: boolean }> {
  const id = newId();
  const job = outboxRow('provider-event.apply', { eventId: id });
  // Prepared under a name: planning it anew would cost more than running it.
  const { rows } = await context.db.pool.query<{ eventId: string | null; isOurs: boolean }>({
    name: 'payments.store-event',
    text: STORE,
    values: [
      id,
      event.uuid,
      event.order_id,
      event.status,
      event.form,
      webhook.rawBody.toString('utf8'),
      webhook.ip,
      webhook.correlationId ?? null,
      job.id,
      job.job,
      job.payload,
    ],
  });
  return rows[0] ?? { eventId: null, isOurs: false };
}

/** An empty list allows all: the signature is the proof, the address only a second fence. */
function isAllowed(ip: string, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const list = new BlockList();
  for (const entry of allowed) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) continue;
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return isIP(ip) !== 0 && list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}
