import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phpJson } from './phpJson.ts';
import { signBody, verifyWebhook } from './signature.ts';

const KEY = 'test-payment-key-0001';
const CYRILLIC = '"additional_data":"Звёзды 50 шт. 50/50 ⭐😀"';
const ESCAPED = String.raw`"additional_data":"\u0417\u0432\u0451\u0437\u0434\u044b 50 \u0448\u0442. 50/50 \u2b50\ud83d\ude00"`;
const slashed = (text: string): string => text.replaceAll('/', String.raw`\/`);
const urlBody =
  '{"amount":"149.00","currency":"RUB","order_id":"tgs_000123","url_callback":"https://shop.example/webhooks/heleket","lifetime":3600}';
const unicodeBody = `{"amount":"149.00","currency":"RUB","order_id":"tgs_000124",${CYRILLIC},"url_callback":"https://shop.example/webhooks/heleket"}`;

test.each([
  ['an empty body', KEY, '', '2be9c76a3e3b1974b4f70d86ff30be58'],
  ['an empty object', KEY, '{}', '0f15a885f2534e35101081201f8a5bf8'],
  ['an empty array', KEY, '[]', '9963247561a2e623aacae79ff9cf93b5'],
  [
    'a small object',
    'merchant-api-key-42',
    '{"amount":"15","currency":"USD","order_id":"1"}',
    '27241b4fe4019e6c19622ce88888603c',
  ],
  ['slashes', KEY, urlBody, '1677ceb9d7498422f7c141e072085e9d'],
  ['escaped slashes', KEY, slashed(urlBody), 'd2744d22f110c92dc02bc2a50853a05c'],
  ['Unicode and slashes', KEY, unicodeBody, '7f8d5b7d57bc5ad867f32849d037f709'],
  ['Unicode and escaped slashes', KEY, slashed(unicodeBody), '72a23b6fcfa6f6b1d34b963850004cf6'],
  [
    'escaped Unicode and escaped slashes',
    KEY,
    slashed(unicodeBody.replace(CYRILLIC, ESCAPED)),
    '63ac23e9d8ba6567cd493943db333604',
  ],
  [
    'escaped Unicode and slashes',
    KEY,
    unicodeBody.replace(CYRILLIC, ESCAPED),
    'c8d9a25309b30901785ac6bdc476847f',
  ],
])('signBody, when given %s, then gives the known signature', (_, key, body, sign) => {
  expect(signBody(body, key)).toBe(sign);
  expect(signBody(Buffer.from(body), key)).toBe(sign);
});

const RAW_DATA = '"additional_data":"Заказ 7\\/Иван"';
const ASCII_DATA = String.raw`"additional_data":"\u0417\u0430\u043a\u0430\u0437 7\/\u0418\u0432\u0430\u043d"`;
const SIGNED =
  '{"type":"payment","uuid":"62f88b36-a9d5-4fa6-aa26-e040c3dbf26d","order_id":"tgs_000125","amount":"149.00000000",' +
  '"payment_amount":"1.60000000","payment_amount_usd":"1.60","merchant_amount":"1.56800000","commission":"0.03200000",' +
  '"is_final":true,"status":"paid","from":null,"wallet_address_uuid":null,"network":"ton","currency":"RUB",' +
  `"payer_currency":"USDT",${RAW_DATA},"txid":"abc\\/def+GH=","sign":"c2e1013e591a095aa319ee03bf791693"}`;
const unslashed = (text: string): string => text.replaceAll(String.raw`\/`, '/');
const withSign = (text: string, sign: string): string => text.replace(/"sign":"\w+"/, `"sign":"${sign}"`);
const B = 'c2e1013e591a095aa319ee03bf791693';
const C = 'f464f05120132b7d998d4d15b42433de';
const A = 'eb25853f8fb3c76ca09b1a48a95591e5';
const D = 'e8b66d936954d990d74423a4f3a6984d';
const ascii = (text: string): string => text.replace(RAW_DATA, ASCII_DATA);
const asciiUnslashed = (text: string): string => unslashed(ascii(text));

test.each([
  ['Unicode raw, slashes escaped', SIGNED, 'raw'],
  ['both escaped', withSign(ascii(SIGNED), C), 'raw'],
  ['nothing escaped', withSign(unslashed(SIGNED), A), 'raw'],
  ['only Unicode escaped', withSign(asciiUnslashed(SIGNED), D), 'raw'],
  ['sent fully escaped but signed with Unicode raw', withSign(ascii(SIGNED), B), 'php'],
])('verifyWebhook, when the body is %s, then accepts it', (_, body, form) => {
  const result = verifyWebhook(Buffer.from(body), KEY);
  expect(result).toMatchObject({ ok: true, form, payload: { status: 'paid', order_id: 'tgs_000125' } });
  expect(result.ok && 'sign' in result.payload).toBe(false);
});

test.each([
  ['first', SIGNED.replace(`,"sign":"${B}"`, '').replace('{"type"', `{"sign":"${B}","type"`)],
  ['in the middle', SIGNED.replace(`,"sign":"${B}"`, '').replace('"from":null', `"sign":"${B}","from":null`)],
])('verifyWebhook, when sign stands %s, then accepts it', (_, body) => {
  expect(verifyWebhook(Buffer.from(body), KEY)).toMatchObject({ ok: true, form: 'raw' });
});

test('verifyWebhook, when an inner text looks like a sign, then is not taken in', () => {
  const body = String.raw`{"type":"payment","additional_data":"\",\"sign\":\"00000000000000000000000000000000","status":"paid","order_id":"x-1","uuid":"u-1","sign":"ca6d846a0f3350a4ed96a52d74f44e5f"}`;
  expect(verifyWebhook(Buffer.from(body), KEY)).toMatchObject({ ok: true, payload: { order_id: 'x-1' } });
});

test('verifyWebhook, when given an independent vector, then accepts only the escaped slash signature', () => {
  const fields =
    '"type":"payment","uuid":"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa","order_id":"ORDER-1","amount":"15.00","status":"paid","currency":"CNY","txid":"someTxidWith\\/Slash"';
  expect(signBody(`{${fields}}`, 'test-payment-api-key')).toBe('f3d8fdf391af9d161fb6c59a609786c4');
  expect(signBody(unslashed(`{${fields}}`), 'test-payment-api-key')).toBe('49249c8507dd3eb306937c767da96a3d');
  const body = `{${fields},"sign":"f3d8fdf391af9d161fb6c59a609786c4"}`;
  expect(verifyWebhook(Buffer.from(body), 'test-payment-api-key')).toMatchObject({ ok: true, form: 'raw' });
});

test.each([
  ['nulls were dropped before signing', withSign(SIGNED, '92aeb164387de88a38e37b7b15c7e2d5'), 'wrong_sign'],
  ['keys were sorted before signing', withSign(SIGNED, '325634a9c87e0b96b50a0ecddaa874f7'), 'wrong_sign'],
  ['one digit of the amount changed', SIGNED.replace('149.00000000', '149.00000001'), 'wrong_sign'],
  ['the sign is missing', SIGNED.replace(`,"sign":"${B}"`, ''), 'no_sign'],
  ['the sign is null', SIGNED.replace(`"${B}"`, 'null'), 'no_sign'],
  ['the sign is in upper case', withSign(SIGNED, B.toUpperCase()), 'no_sign'],
  ['it is a list', '[]', 'not_object'],
  ['it is null', 'null', 'not_object'],
  ['it is no JSON', '<html>', 'not_json'],
  ['it is empty', '', 'not_json'],
])('verifyWebhook, when %s, then refuses it', (_, body, reason) => {
  expect(verifyWebhook(Buffer.from(body), KEY)).toEqual({ ok: false, reason });
});

test('verifyWebhook, when the bytes are not UTF-8 or the key is another, then refuses', () => {
  expect(verifyWebhook(Buffer.from([0x7b, 0xff, 0x7d]), KEY)).toEqual({ ok: false, reason: 'not_utf8' });
  expect(verifyWebhook(Buffer.from(SIGNED), 'test-payout-key')).toEqual({ ok: false, reason: 'wrong_sign' });
});

/** The text without its sign, signed over `hashed`. */
const signed = (wire: string, hashed: string): string =>
  wire.replace(/\}\s*$/, `,"sign":"${signBody(hashed, KEY)}"}`);

test.each([
  ['sent unescaped but signed fully escaped', withSign(unslashed(SIGNED), C)],
  ['sent escaped but signed unescaped', withSign(SIGNED, A)],
  ['signed with the space between its members', signed('{ "a" : 1 }', '{ "a" : 1 }')],
  ['signed over rounded numbers', signed('{"a":9007199254740993}', '{"a":9007199254740992}')],
  ['signed over numbers as JavaScript writes them', signed('{"a":1.0e-5}', '{"a":0.00001}')],
])('verifyWebhook, when it was %s, then refuses what no verifier of the provider takes', (_, body) => {
  expect(verifyWebhook(Buffer.from(body), KEY)).toEqual({ ok: false, reason: 'wrong_sign' });
});

test.each([
  [
    'pretty-printed, signed as PHP writes it',
    '{\n  "a": "x/y",\n  "b": [1, 2]\n}',
    String.raw`{"a":"x\/y","b":[1,2]}`,
  ],
  ['pretty-printed, signed over its values', '{\n  "a": 1,\n  "b": [1, 2]\n}', '{"a":1,"b":[1, 2]}'],
  ['with an integer above 2^53', '{"a":9007199254740993,"b":-9223372036854775808}', undefined],
  ['with an integer above 2^63', '{"a":9223372036854775808}', '{"a":9.223372036854776e+18}'],
  ['with 1.0e-5', '{"a":1.0e-5}', undefined],
  ['with 0.00001, as PHP writes it', '{"a":0.00001,"b":1e25}', '{"a":1.0e-5,"b":1.0e+25}'],
  ['with 10.0, as PHP writes it', '{"a":10.0,"b":0.5e1,"c":-0.0}', '{"a":10,"b":5,"c":-0}'],
  ['with escaped slashes', String.raw`{"a":"x\/y"}`, undefined],
  ['with escaped letters, signed unescaped', String.raw`{"a":"\u0416\ud83d\ude00"}`, '{"a":"Ж😀"}'],
  ['with an empty object, which is a list to PHP', '{"a":{},"b":{"0":1,"1":2}}', '{"a":[],"b":[1,2]}'],
  ['with a name that stands there twice', '{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
  ['with a name that stands there twice, as sent', '{"a":1,"b":2,"a":3}', undefined],
])('verifyWebhook, when it comes %s, then takes it as a verifier of the provider does', (_, wire, hashed) => {
  expect(verifyWebhook(Buffer.from(signed(wire, hashed ?? wire)), KEY)).toMatchObject({ ok: true });
});

test('verifyWebhook, when JSON nests 30 000 deep, then it is none', () => {
  const deep = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)},"sign":"${'0'.repeat(32)}"}`;
  expect(verifyWebhook(Buffer.from(deep), KEY)).toEqual({ ok: false, reason: 'not_json' });
});

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value;

test('verifyWebhook, when any body is signed over its members as they are sent, then it is taken, and with one byte changed it is not', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), json),
      fc.integer({ min: 0, max: 4 }),
      (body, indent) => {
        delete body['sign'];
        fc.pre(Object.keys(body).length > 0);
        const wire = JSON.stringify(body, null, indent);
        const hashed = phpJson(wire, 'sign');
        if (hashed === undefined) return;
        expect(verifyWebhook(Buffer.from(signed(wire, hashed)), KEY)).toMatchObject({ ok: true });
        expect(verifyWebhook(Buffer.from(signed(wire, `${hashed} `)), KEY)).toEqual({
          ok: false,
          reason: 'wrong_sign',
        });
      },
    ),
  );
});

test('phpJson, when it writes what it wrote, then nothing changes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), json), (body) => {
      const once = phpJson(JSON.stringify(body), 'sign');
      if (once === undefined || once.startsWith('[')) return;
      expect(phpJson(once, 'sign')).toBe(once);
    }),
  );
});
