import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALLBACKS, decodeAction, encodeAction, MAX_CALLBACK_BYTES, type Action } from './callbacks.ts';

const uuid = '0198f000-0000-7000-8000-000000000001';

/** Chats of users have had these ids since the first version. Never change them. */
const CONTRACT = [
  'home',
  'balance',
  'buy_stars',
  'help',
  'settings',
  'balance_main',
  'recharge',
  'recharge_heleket',
  'recharge_custom',
  'balance_history',
  `transaction_${uuid}`,
  'back_to_balance',
  'buy_stars_main',
  'buy_stars_with_balance',
  'buy_stars_with_payment',
  'buy_100',
  'buy_250',
  'buy_500',
  'buy_1000',
  'buy_100_balance',
  'buy_250_balance',
  'buy_500_balance',
  'buy_1000_balance',
  'custom_amount',
  'custom_amount_balance',
  'back_to_buy_stars',
  `check_payment_${uuid}`,
  `check_recharge_${uuid}`,
  `refresh_status_${uuid}`,
  'help_main',
  'help_faq',
  'create_ticket',
  'contact_admin',
  'back_to_help',
];

test.each(CONTRACT)('decodeAction, when an old message says %s, then it is understood', (data) => {
  const action = decodeAction(data);

  expect(action).toBeDefined();
  expect(action && encodeAction(action)).toBe(data);
});

test.each([
  '',
  'Home',
  'home ',
  'buy_',
  'buy_0',
  'buy_-5',
  'buy_1e3',
  'buy_١٠',
  'buy_99999999',
  'buy_100_balance_x',
  'transaction_1',
  `transaction_${uuid.toUpperCase()}x`,
  'rate_6_x',
  'confirm_100_1_short',
  'x'.repeat(64),
  '💎',
  "'; DROP TABLE orders; --",
])('decodeAction, when no button ever looked like %j, then gives nothing', (data) => {
  expect(decodeAction(data)).toBeUndefined();
});

test('encodeAction, when the longest values stand in a callback, then it keeps to 64 bytes', () => {
  const values = {
    uuid,
    stars: 9_999_999,
    minor: 2n ** 63n - 1n,
    amount: 9_999_999,
    price: '9223372036854775807',
    key: 'x'.repeat(16),
    filter: 'adjustment',
    subject: 'delivery',
    rating: 5,
    language: 'ru',
    flag: 'off',
    number: '9'.repeat(18),
    code: '0123abcd',
    promo: 'X'.repeat(32),
    name: 'x'.repeat(32),
    wallet: 2n ** 63n - 1n,
    owned: 2n ** 63n - 1n,
  };

  for (const callback of CALLBACKS) {
    const action = { do: callback, ...values } as unknown as Action;
    expect(Buffer.byteLength(encodeAction(action))).toBeLessThanOrEqual(MAX_CALLBACK_BYTES);
    expect(decodeAction(encodeAction(action))?.do).toBe(callback);
  }
});

test('decodeAction, when given any text, then never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const action = decodeAction(text);
      return action === undefined || encodeAction(action) === text;
    }),
  );
});
