import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressList, networkOf, plainAddress, readRange } from './address.ts';
import { DEEPEST_JSON, isTooDeep, parseJson } from './json.ts';
import { own } from './own.ts';
import { isStorable, storable, storableDeep } from './storable.ts';
import { unstorable } from './unstorable.ts';

test.each([
  ['1.2.3.4', '1.2.3.4'],
  [' 1.2.3.4 ', '1.2.3.4'],
  ['1.2.3.4:54321', '1.2.3.4'],
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['[::1]:443', '::1'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['::FFFF:0102:0304', '1.2.3.4'],
  ['[::ffff:1.2.3.4]:80', '1.2.3.4'],
  ['0:0:0:0:0:ffff:1.2.3.4', '1.2.3.4'],
  ['2001:DB8::0001', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', null],
  ['_hidden', null],
  ['garbage', null],
  ['', null],
  [undefined, null],
  ['1.2.3', null],
  ['1.2.3.4.5', null],
  ['1.2.3.4:', null],
  ['1.2.3.4/24', null],
  ['[1.2.3.4', null],
  ['"><script>', null],
  ['::1\0', null],
  ['01.2.3.4', null],
])('plainAddress, when a proxy tells %s, then it is %s', (told, plain) => {
  expect(plainAddress(told)).toBe(plain);
});

test('plainAddress, when it reads anything, then it gives an address in one form, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
      const plain = plainAddress(text);
      expect(plain === null || plainAddress(plain) === plain).toBe(true);
    }),
  );
  fc.assert(fc.property(fc.ipV6(), (text) => plainAddress(`[${text}]:443`) === plainAddress(text)));
});

test.each([
  [['10.0.0.0/8'], '10.200.0.1', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['::ffff:10.0.0.0/104'], '10.200.0.1', true],
  [['2001:db8::/32'], '2001:db8:1::7', true],
  [['1.2.3.4'], '1.2.3.4', true],
  [['1.2.3.4'], null, false],
  [[], '1.2.3.4', false],
])('addressList, when it holds %j and is asked for %s, then %s', (ranges, address, isIn) => {
  expect(addressList(ranges)(address)).toBe(isIn);
});

test.each([
  '1.2.3.4/33',
  '::1/129',
  '::ffff:1.2.3.4/95',
  'x',
  '1.2.3.4/',
  '1.2.3.4/-1',
  '[::1]',
  '1.2.3.4:80',
])('readRange, when it is given %s, then it is none', (text) => {
  expect(readRange(text)).toBeUndefined();
});

test('networkOf, when addresses of IPv6 differ in their last half only, then they are one network', () => {
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8::ffff:1'));
  expect(networkOf('2001:db8::1')).not.toBe(networkOf('2001:db8:1::1'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('1.2.3.4')).toBe('1.2.3.4');
});

test('storable, when a text cannot be kept, then it becomes one that can, and one that can stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      (text) => {
        const kept = storable(text);
        expect(isStorable(kept)).toBe(true);
        if (isStorable(text)) expect(kept).toBe(text);
      },
    ),
  );
});

test.each<[string, unknown, string | undefined]>([
  ['a text within', { a: { b: ['x', 'y\0'] } }, 'a.b.1'],
  ['half of a pair', { a: '\ud800' }, 'a'],
  ['a number above bigint', { a: 2n ** 63n }, 'a'],
  ['a number below bigint', { a: -(2n ** 63n) - 1n }, 'a'],
  ['no number', { a: Number.NaN }, 'a'],
  ['no time', { a: new Date(Number.NaN) }, 'a'],
  ['a time too far', { a: new Date('+275760-09-13T00:00:00Z') }, 'a'],
  ['the name of a field', { 'a\0': 1 }, 'a'],
  [
    'what can be kept',
    { a: 'Ж😀', b: [1, null, true, undefined], c: 2n ** 63n - 1n, d: new Date() },
    undefined,
  ],
])('unstorable, when it looks at %s, then it names the place', (_, value, path) => {
  expect(unstorable(value)).toBe(path);
});

test('parseJson, when it nests deeper than anything that we read, then INPUT_INVALID, and brackets in texts do not count', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  expect(parseJson(nested(DEEPEST_JSON))).toBeInstanceOf(Array);
  for (const text of [nested(DEEPEST_JSON + 1), nested(100_000), '{"a":'.repeat(70), '', '{', 'x'])
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  expect(isTooDeep(JSON.stringify({ a: `${'['.repeat(1000)}\\"` }))).toBe(false);
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('storableDeep, when it nests without end, then it comes back', () => {
  let value: unknown = 'x';
  for (let n = 0; n < 100_000; n++) value = [value];
  expect(unstorable(storableDeep(value))).toBeUndefined();
  expect(unstorable({ a: value })).toBeDefined();
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'own, when it is asked for %s, which every object has, then there is nothing',
  (name) => {
    expect(own({ a: 1 }, name)).toBeUndefined();
  },
);
