import { expect, test } from 'vitest';
import { ACCESS_ERRORS } from './access.ts';
import { INPUT_ERRORS } from './input.ts';
import { LEDGER_ERRORS } from './ledger.ts';
import { MONEY_ERRORS } from './money.ts';
import { SUPPORT_ERRORS } from './support.ts';
import { SYSTEM_ERRORS } from './system.ts';

test('codes of errors, when all tables are put together, then no code stands in two of them', () => {
  const tables = [ACCESS_ERRORS, INPUT_ERRORS, LEDGER_ERRORS, MONEY_ERRORS, SUPPORT_ERRORS, SYSTEM_ERRORS];
  const codes = tables.flatMap((table) => Object.keys(table));
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
