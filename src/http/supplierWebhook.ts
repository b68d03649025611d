import express, { type RequestHandler } from 'express';
import { MAX_SUPPLIER_EVENT_BYTES, receiveSupplierEvent, type DeliveryContext } from '../delivery/index.ts';
import type { SupplierName } from '../suppliers/index.ts';
import { correlationIdOf } from './requestLog.ts';

/**
 * Receives the reports of a supplier. The body stays bytes, because its signature is over bytes. 200 means: stored. After
 * any other answer the supplier sends the report again.
 */
export function supplierWebhook(context: DeliveryContext, supplier: SupplierName): RequestHandler[] {
  const receive: RequestHandler = async (request, response) => {
    await receiveSupplierEvent(context, {
      supplier,
      rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
      ),
      correlationId: correlationIdOf(response),
    });
    response.json({ ok: true });
  };
  return [express.raw({ type: () => true, limit: MAX_SUPPLIER_EVENT_BYTES, inflate: false }), receive];
}
