import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SIGNS } from './texts.ts';

const HEALTH = new URL('../../../health/', import.meta.url);

test('the signs of ill health, when the first page shows one, then it has words in both languages', () => {
  const sources = readdirSync(HEALTH).map((file) => readFileSync(new URL(file, HEALTH), 'utf8'));
  const names = sources.flatMap((text) => [...text.matchAll(/\bname: '([a-z.]+)'/g)].map(([, name]) => name));

  expect(names).toContain('deliveries.person');
  expect(names.filter((name) => !Object.hasOwn(SIGNS, name ?? ''))).toEqual([]);
});
