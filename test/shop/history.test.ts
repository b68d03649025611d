import { expect, test } from 'vitest';
import { createTestContext } from '../support/testContext.ts';
import { history } from '../../src/shop/index.ts';
const context = await createTestContext();
test('x', async () => {
  expect(await history(context, { userId: 1n, limit: 10 })).toEqual([]);
});
