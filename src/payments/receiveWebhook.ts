import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { AppError } from '../lib/index.ts';
import { recordAttempt, type SecurityEventKind } from '../risk/index.ts';
import type { PaymentsContext } from './context.ts';
import { plainDecimal } from './figures.ts';
import { verifyWebhook } from './signature.ts';

/** A webhook is about one kilobyte; anything near this is not one. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

export interface IncomingWebhook {
  rawBody: Buffer;
  /** The sender's address as our own trusted proxy tells it. */
  ip: string;
  correlationId?: string | undefined;
}

/** The few fields that are read before the provider is asked; everything else is only kept. */
const name = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,128}$/u);
const body = z.object({
  type: z.literal('payment'),
  uuid: name,
  order_id: name,
  status: z.string().regex(/^[a-z_]{1,40}$/),
  // Only tells news from old news, so whatever else stands there counts as nothing.
  payment_amount: z
    .string()
    .regex(/^\d{1,30}(\.\d{1,30})?$/)
    .optional()
    .catch(undefined),
});

/**
 * Takes in one webhook of the provider: checked, then stored with its job in one transaction, then answered. What it
 * claims is never believed; the job asks the provider. The same news again, an order that is not ours and a kind
 * that we do not use are accepted and change nothing, since refusing would make the provider send them for ever.
 * Errors: BODY_TOO_LARGE, SOURCE_FORBIDDEN, INPUT_INVALID (not a JSON object), SIGNATURE_INVALID.
 */
export async function receiveWebhook(
  context: PaymentsContext,
  webhook: IncomingWebhook,
): Promise<{ stored: boolean; eventId?: string }> {
  const { config } = context;
  const alarm = async (kind: SecurityEventKind, details: Record<string, string | number>): Promise<void> => {
    const { ip, correlationId } = webhook;
    context.log.warn({ correlationId, ip, ...details }, kind);
    await recordAttempt(context, { kind, ip, correlationId, details });
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
  const { uuid, order_id: orderId, status, payment_amount: came } = parsed.data;
  const { eventId, isOurs } = await context.settler.storeEvent({
    uuid,
    orderId,
    status,
    came: plainDecimal(came),
    form: verified.form,
    body: webhook.rawBody.toString('utf8'),
    ip: webhook.ip,
    correlationId: webhook.correlationId,
  });
  if (eventId && !isOurs) await alarm('webhook_unknown_order', { status });
  return eventId ? { stored: true, eventId } : { stored: false };
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
