import type { TestContext } from '../support/testContext.ts';

let last = 0;

/** A person of the back office; gives the id. */
export async function hire(context: TestContext, role: string): Promise<bigint> {
  const row = await context.testDb.owner.one<{ id: bigint }>(
    `INSERT INTO staff (email, name, role, password_hash) VALUES ($1, $2, $3, 'none') RETURNING id`,
    [`${role}${++last}@example.test`, role, role],
  );
  if (!row) throw new Error('nobody was hired');
  return row.id;
}
