import { expect, test } from 'vitest';
import { requireGoodPassword } from './passwordRules.ts';

const owner = { email: 'sveta.petrova@example.com', name: 'Sveta Petrova' };
const isGood = (password: string): boolean => {
  try {
    requireGoodPassword(password, owner);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['eleven char', 'short'],
  ['aaaaaaaabbbbbbbb', 'few characters'],
  ['123456789012', 'a row of digits'],
  ['1234567890!@#$', 'digits and signs'],
  ['Password1234', 'a known word with digits around'],
  ['P@ssw0rd2026!', 'digits for letters'],
  ['qwertyuiop123', 'a row of keys'],
  ['йцукенгшщзхъ', 'a row of Russian keys'],
  ['adminadmin123', 'known words in a row'],
  ['correct horse battery staple', 'a password of a comic'],
  ['sveta.petrova@example.com', 'the e-mail'],
  ['SvetaPetrova1', 'the name'],
  ['sveta.petrova26', 'the first part of the e-mail'],
])('requireGoodPassword, when it is given "%s" (%s), then it refuses', (password) => {
  expect(isGood(password)).toBe(false);
});

test.each(['correct horse battery', 'Тихая река за лесом', 'k3!vQ-9mmx2Lp', 'twelve-chars'])(
  'requireGoodPassword, when it is given "%s", then it agrees',
  (password) => {
    expect(isGood(password)).toBe(true);
  },
);
