import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { readEvent } from './event.ts';

const SECRET = 'starboard-demo-istar-secret-0001';
const REF = '550e8400-e29b-41d4-a716-446655440000';
const BODY = `{"event_type":"order.completed","order":{"id":"${REF}","status":"completed"}}`;
const SIGNATURE = '551c0b4ebd771403156b7336cc79be4f3a9d1be0aa6cd99f8a3f7d6ff88d1a6b';

const sign = (body: string): string => createHmac('sha256', SECRET).update(body).digest('hex');
const read = (body: string, signature: string | undefined = sign(body), secret = SECRET) =>
  readEvent(Buffer.from(body), { 'x-istar-signature': signature }, secret);

test('a report, when its signature is the published one, then it is an event about the order', () => {
  expect(Buffer.byteLength(BODY)).toBe(107);
  expect(read(BODY, SIGNATURE)).toEqual({
    is: 'event',
    ref: REF,
    state: 'delivered',
    status: 'completed',
    view: { ref: REF, state: 'delivered', status: 'completed', raw: BODY },
  });
});

test.each<[string, string, string | undefined, string]>([
  ['there is no signature', BODY, undefined, SECRET],
  ['it is empty', BODY, '', SECRET],
  ['it has a prefix', BODY, `sha256=${SIGNATURE}`, SECRET],
  ['it is in capitals', BODY, SIGNATURE.toUpperCase(), SECRET],
  ['it has space around it', BODY, ` ${SIGNATURE}`, SECRET],
  ['it stands there twice', BODY, `${SIGNATURE}, ${SIGNATURE}`, SECRET],
  ['it is cut', BODY, SIGNATURE.slice(0, 62), SECRET],
  ['the body has one more line', `${BODY}\n`, SIGNATURE, SECRET],
  ['the secret is another', BODY, SIGNATURE, `${SECRET}x`],
  ['the secret is empty', BODY, createHmac('sha256', '').update(BODY).digest('hex'), ''],
])('a report, when %s, then its signature is refused', (_, body, signature, secret) => {
  const headers = signature === undefined ? {} : { 'x-istar-signature': signature };
  expect(readEvent(Buffer.from(body), headers, secret)).toEqual({ is: 'rejected', why: 'signature' });
});

test.each([
  ['is no JSON', 'order.completed'],
  ['is a list', `[${BODY}]`],
  [
    'nests too deep',
    `{"event_type":"order.failed","order":{"id":"a"},"x":${'['.repeat(99)}${']'.repeat(99)}}`,
  ],
  ['has an unknown type', `{"event_type":"order.paused","order":{"id":"${REF}"}}`],
  ['has no type', `{"order":{"id":"${REF}","status":"completed"}}`],
  ['has no order', '{"event_type":"order.completed"}'],
  ['has no id', '{"event_type":"order.completed","order":{"status":"completed"}}'],
  ['has an id that no path takes', '{"event_type":"order.completed","order":{"id":"a b"}}'],
])('a report, when it is signed and %s, then its form is refused', (_, body) => {
  expect(read(body)).toEqual({ is: 'rejected', why: 'form' });
});

test('a report of failure, when it comes with a text, then the text is the reason', () => {
  const body = `{"event_type":"order.failed","order":{"id":"${REF}","status":"failed"},"error":{"message":"Нет"}}`;
  expect(read(body)).toMatchObject({ state: 'failed', view: { state: 'failed', reason: 'Нет' } });
});

test.each([
  ['no status', '{"event_type":"order.failed","order":{"id":"x"}}', 'failed', 'order.failed'],
  [
    'the other final word',
    '{"event_type":"order.failed","order":{"id":"x","status":"completed"}}',
    'pending',
    'completed',
  ],
  [
    'a word of its own',
    '{"event_type":"order.completed","order":{"id":"x","status":"queued"}}',
    'pending',
    'queued',
  ],
])('a report, when its order has %s, then only what agrees is final', (_, body, state, status) => {
  expect(read(body)).toMatchObject({ is: 'event', state, status });
});

test('a report, when it is long and holds what no column takes, then it is kept in a form that can be', () => {
  const body = `{"event_type":"order.failed","order":{"id":"x"},"error":"a\\u0000b","pad":"${'я'.repeat(9000)}"}`;
  const event = read(body);
  expect(event).toMatchObject({ view: { reason: 'ab' } });
  expect(event.is === 'event' && event.view.raw.length).toBe(4000);
});
