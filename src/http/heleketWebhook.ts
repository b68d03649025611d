import express, { type RequestHandler } from 'express';
import { MAX_WEBHOOK_BYTES, receiveWebhook, type PaymentsContext } from '../payments/index.ts';
import { clientAddress } from '../platform/index.ts';
import { correlationIdOf } from './requestLog.ts';

/**
 * The provider's webhook. The body is read as bytes, whatever its content type, because its signature is over bytes.
 * 200 means: stored. After any other answer the provider sends it again.
 */
export function heleketWebhook(context: PaymentsContext): RequestHandler[] {
  const receive: RequestHandler = async (request, response) => {
    await receiveWebhook(context, {
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      ip: clientAddress(request),
      correlationId: correlationIdOf(response),
    });
    response.json({ ok: true });
  };
  return [express.raw({ type: () => true, limit: MAX_WEBHOOK_BYTES, inflate: false }), receive];
}
