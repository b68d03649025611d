import { expect, test } from 'vitest';
import { createTestContext } from './testContext.ts';
const context = await createTestContext();
test('the test database, when asked, then answers in the application role', async () => {
  const row = await context.db.one<{ role: string; n: bigint }>(
    'SELECT current_user AS role, count(*) AS n FROM packages',
  );
  expect(row).toEqual({ role: 'starboard_app', n: 4n });
});
