import type { TestContext } from '../support/testContext.ts';

let last = 0;

/** An agent of the back office; gives the id. */
export async function newAgent(context: TestContext): Promise<bigint> {
  const row = await context.testDb.owner.one<{ id: bigint }>(
    `INSERT INTO staff (email, name, role, password_hash) VALUES ($1, 'Agent', 'support', 'none') RETURNING id`,
    [`agent${++last}@example.test`],
  );
  if (!row) throw new Error('an agent was inserted');
  return row.id;
}
