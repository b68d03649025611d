import { expect, test } from 'vitest';
import { languageFor } from './language.ts';

test.each([
  [undefined, 'ru'],
  ['', 'ru'],
  ['ru', 'ru'],
  ['RU-ru', 'ru'],
  ['uk', 'ru'],
  ['be', 'ru'],
  ['kk', 'ru'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['pt-br', 'en'],
  ['rum', 'en'],
])('languageFor, when Telegram says %j, then greets in %s', (code, expected) => {
  expect(languageFor(code)).toBe(expected);
});
