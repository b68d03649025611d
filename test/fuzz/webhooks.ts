import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { signBody } from '../../src/payments/signature.ts';
import { hostileText, hostileValue, mutated, written } from './hostile.ts';

/** One request to the public port. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Keys {
  readonly heleket: string;
  readonly istar: string;
  readonly mystars: string;
  readonly telegram: string;
}

const UUID = '01890f5e-7b1c-7def-8abc-0123456789ab';
const plain = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x', '');
const headers = fc.record({
  'content-type': plain,
  'x-forwarded-for': fc.constantFrom('', '8.8.8.8', 'garbage', '[::1]', '1.1.1.1:99', ','.repeat(50)),
});

/** Reports of Heleket, most of them signed by the true key. `known`: ids of invoices that nobody has paid. */
export function heleketReports(
  keys: Keys,
  known: readonly Readonly<Record<string, string>>[],
): fc.Arbitrary<Sent> {
  const templates = [...known, { uuid: UUID, order_id: 'x' }].map((ids) => ({
    type: 'payment',
    ...ids,
    amount: '95.00',
    payment_amount: '95.00',
    merchant_amount: '94.00',
    status: 'paid',
    is_final: true,
    from: 'UQ',
    currency: 'TON',
    payer_currency: 'TON',
    convert: null,
    txid: 'a',
  }));
  const signed = written(fc.constantFrom(...templates).chain(mutated)).map((body) => {
    try {
      const value = JSON.parse(body.toString()) as Record<string, unknown>;
      const { sign: _, ...payload } = value;
      return Buffer.from(
        JSON.stringify({ ...payload, sign: signBody(JSON.stringify(payload), keys.heleket) }),
      );
    } catch {
      return body;
    }
  });
  const forged = written(mutated({ ...templates[0], sign: 'd41d8cd98f00b204e9800998ecf8427e' }));
  return fc
    .record({ headers, body: fc.oneof({ weight: 3, arbitrary: signed }, { weight: 1, arbitrary: forged }) })
    .map((sent) => ({ method: 'POST', path: '/webhooks/heleket', ...sent }));
}

/** Reports of the suppliers of stars about orders that we never made, most of them signed by the true key. */
export function supplierReports(keys: Keys): fc.Arbitrary<Sent> {
  const report = (supplier: 'istar' | 'mystars', header: string, template: unknown): fc.Arbitrary<Sent> =>
    fc
      .record({
        headers,
        body: written(mutated(template)),
        forged: fc.integer({ min: 0, max: 4 }),
        text: hostileText,
      })
      .map(({ headers, body, forged, text }) => {
        const right = createHmac('sha256', keys[supplier]).update(body).digest('hex');
        const sign = forged === 0 ? inHeader(text) : right;
        return {
          method: 'POST',
          path: `/webhooks/${supplier}`,
          headers: { ...headers, [header]: sign },
          body,
        };
      });
  return fc.oneof(
    report('istar', 'x-istar-signature', {
      event_type: 'order.completed',
      order: { id: 'never-made', status: 'completed', username: 'anna', quantity: 50, reason: 'x' },
    }),
    report('mystars', 'x-faas-signature', {
      order_id: UUID,
      status: 'completed',
      type: 'stars',
      quantity: 50,
      recipient: { username: 'anna' },
      payment: { currency: 'ton', amount: '1.5', memo: 'm' },
      delivered_at: '2026-01-01T00:00:00Z',
    }),
  );
}

/** Anything at any address of the public port. */
export const anything: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'),
    path: fc.oneof(
      fc.constantFrom(
        '/health',
        '/health/db',
        '/health/live',
        '/webhook',
        '/admin',
        '/metrics',
        '/.env',
        '//',
        '/%',
      ),
      hostileText.map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
      hostileText.map((text) => `/health/?${encodeURIComponent(text.toWellFormed())}`),
    ),
    headers,
    body: written(hostileValue),
  })
  .map(({ body, ...sent }) => (sent.method === 'GET' || sent.method === 'HEAD' ? sent : { ...sent, body }));

/** Text in a form that a header can have. */
export function inHeader(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 200);
}
