import {
  requestStaff,
  setPasswordByLink,
  takeLink,
  type NewStaff,
  type Role,
  type StaffMember,
} from '../../src/staff/index.ts';
import type { TestContext } from './testContext.ts';

let last = 0;

/** A person of the back office who never logs in. Returns the id. Two calls make two people. */
export async function hire({ testDb }: Pick<TestContext, 'testDb'>, role: Role = 'admin'): Promise<bigint> {
  const row = await testDb.owner.one<{ id: bigint }>(
    `INSERT INTO staff (email, name, role, password_hash) VALUES ($1, $2, $2, 'none') RETURNING id`,
    [`${role}${++last}@example.test`, role],
  );
  if (!row) throw new Error('nobody was hired');
  return row.id;
}

export const PASSWORD = 'correct horse battery';

/**
 * A person of the back office who can log in: the operator made the account, and the person set the password by the
 * link.
 */
export async function hireWithPassword(
  { testDb, clock }: Pick<TestContext, 'testDb' | 'clock'>,
  role: Role,
  more: Partial<Pick<NewStaff, 'email' | 'name' | 'language'>> = {},
): Promise<StaffMember> {
  const operator = { db: testDb.owner, clock };
  const { staffId } = await requestStaff(operator, {
    email: `${role}${++last}@example.com`,
    name: `The ${role}`,
    role,
    language: 'en',
    by: null,
    reason: 'hired for a test',
    ...more,
  });
  if (staffId === null) throw new Error('nobody was hired');
  const { token } = await takeLink(operator, { staffId, by: null });
  return setPasswordByLink(operator, { token, password: PASSWORD });
}
