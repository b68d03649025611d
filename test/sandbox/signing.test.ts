import { expect, test } from 'vitest';
import { render, signature, signedBody, type Style } from '../../sandbox/heleket/signing.ts';

const KEY = 'test-payment-key-0001';
const link = {
  amount: '149.00',
  currency: 'RUB',
  order_id: 'tgs_000123',
  url_callback: 'https://shop.example/webhooks/heleket',
  lifetime: 3600,
};
const cyrillic = {
  amount: '149.00',
  currency: 'RUB',
  order_id: 'tgs_000124',
  additional_data: 'Звёзды 50 шт. 50/50 ⭐😀',
  url_callback: 'https://shop.example/webhooks/heleket',
};
const webhook = {
  type: 'payment',
  uuid: '62f88b36-a9d5-4fa6-aa26-e040c3dbf26d',
  order_id: 'tgs_000125',
  amount: '149.00000000',
  payment_amount: '1.60000000',
  payment_amount_usd: '1.60',
  merchant_amount: '1.56800000',
  commission: '0.03200000',
  is_final: true,
  status: 'paid',
  from: null,
  wallet_address_uuid: null,
  network: 'ton',
  currency: 'RUB',
  payer_currency: 'USDT',
  additional_data: 'Заказ 7/Иван',
  txid: 'abc/def+GH=',
};

test.each([
  ['plain', link, 131, '1677ceb9d7498422f7c141e072085e9d'],
  ['php', link, 135, 'd2744d22f110c92dc02bc2a50853a05c'],
  ['php-ascii', link, 135, 'd2744d22f110c92dc02bc2a50853a05c'],
  ['plain', cyrillic, 171, '7f8d5b7d57bc5ad867f32849d037f709'],
  ['php', cyrillic, 176, '72a23b6fcfa6f6b1d34b963850004cf6'],
  ['php-ascii', cyrillic, 219, '63ac23e9d8ba6567cd493943db333604'],
  ['unicode', cyrillic, 214, 'c8d9a25309b30901785ac6bdc476847f'],
  ['plain', webhook, undefined, 'eb25853f8fb3c76ca09b1a48a95591e5'],
  ['php', webhook, undefined, 'c2e1013e591a095aa319ee03bf791693'],
  ['php-ascii', webhook, undefined, 'f464f05120132b7d998d4d15b42433de'],
  ['unicode', webhook, undefined, 'e8b66d936954d990d74423a4f3a6984d'],
] as const)(
  'render, when asked for %s, then the published bytes and sign come out',
  (style, payload, bytes, sign) => {
    const text = render(payload, style);
    if (bytes !== undefined) expect(Buffer.byteLength(text)).toBe(bytes);
    expect(signature(text, KEY)).toBe(sign);
  },
);

test.each([
  ['php', 'c2e1013e591a095aa319ee03bf791693'],
  ['php-ascii', 'f464f05120132b7d998d4d15b42433de'],
  ['mixed', 'c2e1013e591a095aa319ee03bf791693'],
] as const)(
  'signedBody, when the style is %s, then the sign is the published one and stands last',
  (style: Style, sign) => {
    const body = signedBody(webhook, KEY, { style });
    expect(body.endsWith(`,"sign":"${sign}"}`)).toBe(true);
    expect(JSON.parse(body)).toEqual({ ...webhook, sign });
    expect(body.includes('Заказ')).toBe(style === 'php');
  },
);

test('signature, when the body is empty, then it is the hash of the key alone', () => {
  expect(signature('', KEY)).toBe('2be9c76a3e3b1974b4f70d86ff30be58');
});
