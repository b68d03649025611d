import { z } from 'zod';
import { addressList, AppError } from '../lib/index.ts';
import { recordAttempt, recordHourly, type SecurityEventKind } from '../security/index.ts';
import type { PaymentsContext } from './context.ts';
import { plainDecimal } from './decimals.ts';
import { verifyWebhook } from './signature.ts';

/** A webhook is about one kilobyte; a body near this size is not a webhook. */
export const MAX_WEBHOOK_BYTES = 64 * 1024;

export interface IncomingWebhook {
  rawBody: Buffer;
  /** The sender's address, as our own trusted proxy reports it. */
  ip: string | null;
  correlationId?: string | undefined;
}

/** The few fields that are read before the provider is asked; all others are only stored. */
const name = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,128}$/u);
const body = z.object({
  type: z.literal('payment'),
  uuid: name,
  order_id: name,
  status: z.string().regex(/^[a-z_]{1,40}$/),
  // Only used to tell new facts from old ones, so an invalid value counts as absent.
  payment_amount: z
    .string()
    .regex(/^\d{1,30}(\.\d{1,30})?$/)
    .optional()
    .catch(undefined),
});

/**
 * Takes in one webhook of the provider: checks it, stores it with its job in one transaction, then answers. Its claims
 * are never trusted; the job asks the provider. A repeat, an unknown order and a kind that we do not use are accepted
 * and change nothing, because after a refusal the provider would send them for ever. The signature proves the sender.
 * The address is only a hint, because an unlisted proxy can hide it. So a correctly signed webhook from another address
 * is taken and noted, unless the list is strict.
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

  const bytes = webhook.rawBody.byteLength;
  const allowed = config.PROVIDER_WEBHOOK_IPS;
  const isListed = allowed.length === 0 || addressList(allowed)(webhook.ip);
  const strict = config.PROVIDER_WEBHOOK_IPS_STRICT;
  if (bytes > MAX_WEBHOOK_BYTES) throw new AppError('BODY_TOO_LARGE');
  const verified = verifyWebhook(webhook.rawBody, config.API_KEY.reveal());
  if (!verified.ok) {
    const { reason } = verified;
    await alarm(isListed || !strict ? 'webhook_forged' : 'webhook_source_forbidden', { reason, bytes });
    if (!isListed && strict) throw new AppError('SOURCE_FORBIDDEN');
    throw new AppError(
      reason === 'no_sign' || reason === 'wrong_sign' ? 'SIGNATURE_INVALID' : 'INPUT_INVALID',
    );
  }
  if (!isListed) {
    await noteUnlisted(context, webhook);
    if (strict) throw new AppError('SOURCE_FORBIDDEN');
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

/**
 * This is not a forgery and no reason to suspect the proxy that passes it on. But a person should correct the list or
 * the proxies.
 */
async function noteUnlisted(context: PaymentsContext, { ip, correlationId }: IncomingWebhook): Promise<void> {
  const kind = 'webhook_source_unlisted';
  context.log.warn({ correlationId, ip }, kind);
  await recordHourly(context, { kind, ip, correlationId });
}
