import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned, readWebhook } from './webhook.ts';

const S1 = 'starboard-demo-webhook-secret-0001';
const S0 = 'starboard-demo-webhook-secret-0000';
const REF = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const B1 = `{"order_id":"${REF}","status":"delivered"}`;
const B1_S1 = '2710d13356da7d41d1a68c5e7b7bcf316470b838d1056927f1ff1c7c694bcf7b';
const B1_S0 = '0397a43403f7a50e96f793a242cdeaf07d3ae0166c804285fea2e08b51f3abe8';
const REVERSED = `{"order_id":"${REF}","status":"reversed","failure_reason":"undeliverable","purchase_tx":null,"reversal_tx":"a1b2c3d4"}`;
const REVERSED_S1 = '8dc1850dcaf0c8b133ecfbe128e7e81d8e7cb5c79fd485b4b9b978158937a075';

const signed = (body: string, header: string | undefined, secrets: readonly string[] = [S1]): boolean =>
  isSigned(Buffer.from(body), header, secrets);

describe('a signature', () => {
  test.each([
    ['plain', B1, B1_S1],
    [
      'with spaces in the JSON',
      `{ "order_id": "${REF}", "status": "delivered" }`,
      'c48485c6e36a43ea8f3645186195a9f48dd6b0dbb831b8f01ee550eaa5c14922',
    ],
    ['of a reversal', REVERSED, REVERSED_S1],
    [
      'over Cyrillic text',
      `{"order_id":"${REF}","status":"failed","note":"Пользователь не найден"}`,
      '62dda194d000f2254097718e8de3661f965e1f141717ab6e08cacee000a4b4ce',
    ],
    ['over a last newline', `${B1}\n`, '0f8e24d320cbe353902f90ed80d3b67455d31774cea7706e387a21c1e6e1f11d'],
  ])('a known body, when %s, then its published signature is taken', (_what, body, signature) => {
    expect([signed(body, signature), signed(`${body} `, signature)]).toEqual([true, false]);
  });

  test.each([
    ['both, we have the present secret', `${B1_S1},${B1_S0}`, [S1], true],
    ['both, we have the previous secret', `${B1_S1},${B1_S0}`, [S0], true],
    ['both with a space', `${B1_S1}, ${B1_S0}`, [S0], true],
    ['the previous one, we have both', B1_S0, [S1, S0], true],
    ['the previous one, we have the present secret', B1_S0, [S1], false],
    ['one that is right behind one that is none', `nothing,${B1_S1}`, [S1], true],
  ] as const)(
    'the header of a rotation, when it holds %s, then any right one counts',
    (_what, header, secrets, is) => {
      expect(signed(B1, header, secrets)).toBe(is);
    },
  );

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['a comma', ','],
    ['in upper case', B1_S1.toUpperCase()],
    ['with a prefix', `sha256=${B1_S1}`],
    ['cut', B1_S1.slice(0, 63)],
    ['longer', `${B1_S1}0`],
    ['of the body with one newline', '0f8e24d320cbe353902f90ed80d3b67455d31774cea7706e387a21c1e6e1f11d'],
  ])('the header, when %s, then it is refused', (_what, header) => {
    expect(signed(B1, header)).toBe(false);
  });

  test('a signature by an empty secret, when ours is not set, then it is refused', () => {
    const byNothing = 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad';
    expect([signed('', byNothing, ['']), signed('', byNothing, [])]).toEqual([false, false]);
  });
});

describe('a webhook', () => {
  const read = (body: string, header: string) =>
    readWebhook(Buffer.from(body), { 'x-faas-signature': header }, [S1, '']);

  test('a reversal, when it is signed, then it is an event with its proof and its raw text', () => {
    expect(read(REVERSED, REVERSED_S1)).toEqual({
      is: 'event',
      ref: REF,
      state: 'failed',
      status: 'reversed',
      view: {
        ref: REF,
        state: 'failed',
        status: 'reversed',
        reason: 'undeliverable',
        returnProof: 'a1b2c3d4',
        raw: REVERSED,
      },
    });
  });

  test('a body, when its signature is wrong, then it is rejected before it is read', () => {
    expect(read('no json', B1_S1)).toEqual({ is: 'rejected', why: 'signature' });
  });

  test.each([
    ['no JSON', 'order'],
    ['a list', '[]'],
    ['without an order', '{"status":"delivered"}'],
    ['with a number as its order', '{"order_id":7,"status":"delivered"}'],
    ['with no text as its status', `{"order_id":"${REF}","status":null}`],
  ])('a signed body, when it is %s, then it is rejected for its form', (_what, body) => {
    const signature = createHmac('sha256', S1).update(body).digest('hex');
    expect(read(body, signature)).toEqual({ is: 'rejected', why: 'form' });
  });

  test.each([
    ['delivered', 'delivered'],
    ['failed', 'failed'],
    ['reversed', 'failed'],
    ['expired', 'expired'],
    ['cancelled', 'cancelled'],
    ['held', 'held'],
    ['completed', 'pending'],
    ['fulfilling', 'pending'],
    ['constructor', 'pending'],
    ['a word of tomorrow', 'pending'],
  ])('a status, when it is %s, then it means %s', (status, state) => {
    const body = JSON.stringify({ order_id: REF, status });
    const signature = createHmac('sha256', S1).update(body).digest('hex');
    expect(read(body, signature)).toMatchObject({ state, status });
  });
});
