import { expect, test } from 'vitest';
import { checkServer } from './session.ts';

const server = (version: string, number: number) => ({
  query: () => Promise.resolve({ rows: [{ version, number }] }),
});

test('PostgreSQL, when it is older than the SQL of the product, then the start is refused with both versions', async () => {
  await expect(checkServer(server('14.9', 140_009))).rejects.toMatchObject({
    code: 'DATABASE_SETTINGS',
    message: expect.stringMatching(/15 or newer .* 14\.9/),
  });
  await expect(checkServer(server('15.0', 150_000))).resolves.toBeUndefined();
});
