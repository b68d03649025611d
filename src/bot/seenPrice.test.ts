import { expect, test } from 'vitest';
import { namesOldPrice } from './seenPrice.ts';

const NOW = ['⭐ 100 +10 ✨ · 95 TON', '💎 By invoice — 95 TON'];

test.each([
  ['⭐ 100 +10 ✨ · 95 TON', false],
  ['💎 Счётом — 95 TON', false],
  ['🧾 Новый счёт', false],
  [undefined, false],
  ['⭐ 100 +10 ✨ · 9.5 TON', true],
  ['⭐ 100 +10 ✨ · 195 TON', true],
  ['⭐ 100 +5 ✨ · 95 TON', true],
  ['⭐ 100 · 95 TON', true],
])('namesOldPrice, when the pressed button says %j, then answers %j', (pressed, expected) => {
  expect(namesOldPrice(pressed, NOW)).toBe(expected);
});
