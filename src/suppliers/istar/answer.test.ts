import { expect, test } from 'vitest';
import { minorOf, readAnswer, textIn } from './answer.ts';
import { accountProblem, refusalOf, stateOf } from './words.ts';

test('an answer, when it holds numbers, then they are read as they were written', () => {
  expect(readAnswer('{"amount":0.300000000000000004,"id":123456789012345678901,"x":{"y":[1e-7]}}')).toEqual({
    amount: '0.300000000000000004',
    id: '123456789012345678901',
    x: { y: ['1e-7'] },
  });
});

test.each(['', 'null', '[]', '"text"', '7', '<html></html>', '{"a":1'])(
  'an answer, when it is %j, then there is no object in it',
  (text) => {
    expect(readAnswer(text)).toBeUndefined();
  },
);

test.each<[string, number, bigint | undefined]>([
  ['0.234375', 9, 234_375_000n],
  ['12', 6, 12_000_000n],
  ['0', 9, 0n],
  ['1.5E1', 6, 15_000_000n],
  ['1e-05', 9, 10_000n],
  ['9007199254740993', 0, 9_007_199_254_740_993n],
  ['0.30000000000000004', 9, 300_000_000n],
  ['0.29999999999999999', 9, 300_000_000n],
  ['1e-40', 9, 0n],
  ['-0.5', 6, -500_000n],
  ['1e30', 9, undefined],
  ['9223372036.854775808', 9, undefined],
  ['', 9, undefined],
  ['.5', 9, undefined],
  ['1,5', 9, undefined],
  ['NaN', 9, undefined],
  ['0x10', 9, undefined],
])('an amount, when it is written as %s with %i decimals, then it is %s', (written, decimals, minor) => {
  expect(minorOf(written, decimals)).toBe(minor);
});

test.each<[string, string | undefined]>([
  ['{"error":"a"}', 'a'],
  ['{"message":"b"}', 'b'],
  ['{"detail":"c"}', 'c'],
  ['{"msg":"d"}', 'd'],
  ['{"error":"","msg":"d"}', 'd'],
  ['{"error":{"code":7,"message":"e"}}', 'e'],
  ['{"errors":{"quantity":["too small"]}}', '{"quantity":["too small"]}'],
  ['{"detail":[{"msg":"f"}]}', '[{"msg":"f"}]'],
  ['{"error":null}', undefined],
  ['{"success":false}', undefined],
])('an answer, when it is %s, then it says %s', (json, said) => {
  expect(textIn(readAnswer(json) ?? {})).toBe(said);
});

test.each([
  ['completed', 'delivered'],
  ['failed', 'failed'],
  ['pending', 'pending'],
  ['processing', 'pending'],
  ['COMPLETED', 'pending'],
  ['constructor', 'pending'],
])('a status, when its word is %s, then it means %s', (word, state) => {
  expect(stateOf(word)).toBe(state);
});

test.each([
  ['No Telegram users found.', 'notFound'],
  ['User not found', 'notFound'],
  ['Please enter a username assigned to a user.', 'notUser'],
  ["You can't gift Telegram Stars to this account at this moment.", 'cannotReceiveNow'],
  ['You can&#39;t gift Telegram Stars to this account at this moment.', 'cannotReceiveNow'],
  ['Not Found', 'unknown'],
  ['Something went wrong', 'unknown'],
])('a check, when the supplier says "%s", then it is %s', (text, is) => {
  expect(accountProblem(text)).toBe(is);
});

test.each([
  ['Insufficient wallet balance', 'funds'],
  ['Not enough TON', 'funds'],
  ['No Telegram users found.', 'recipient'],
  ['recipient_hash does not belong to this recipient', 'recipient'],
  ['quantity must be a whole number', 'order'],
  ['wallet_type must be TON or USDT', 'order'],
])('a refusal, when the supplier says "%s", then it is about %s', (text, why) => {
  expect(refusalOf(text)).toBe(why);
});
