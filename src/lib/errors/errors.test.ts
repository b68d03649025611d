import { expect, test } from 'vitest';
import { ACCESS_ERRORS } from './access.ts';
import { ERRORS } from './index.ts';
import { INPUT_ERRORS } from './input.ts';
import { LEDGER_ERRORS } from './ledger.ts';
import { MONEY_ERRORS } from './money.ts';
import { PRICE_ERRORS } from './prices.ts';
import { REFUND_ERRORS } from './refunds.ts';
import { REVIEW_ERRORS } from './review.ts';
import { SUPPORT_ERRORS } from './support.ts';
import { SYSTEM_ERRORS } from './system.ts';

test('the tables of errors, when they are put together, then each code is in exactly one of them', () => {
  const tables = [
    ACCESS_ERRORS,
    INPUT_ERRORS,
    LEDGER_ERRORS,
    MONEY_ERRORS,
    PRICE_ERRORS,
    REFUND_ERRORS,
    REVIEW_ERRORS,
    SUPPORT_ERRORS,
    SYSTEM_ERRORS,
  ];
  const codes = tables.flatMap((table) => Object.keys(table));
  expect(codes.sort()).toEqual(Object.keys(ERRORS).sort());
});
