import {
  requestStaff,
  setPasswordByLink,
  takeLink,
  type NewStaff,
  type StaffMember,
} from '../../src/staff/index.ts';
import type { TestContext } from './testContext.ts';

/** A person of the back office whom the operator made, with a password that the person set by the link. */
export async function hireWithPassword(
  { testDb, clock }: Pick<TestContext, 'testDb' | 'clock'>,
  { password, ...input }: Omit<NewStaff, 'by' | 'reason'> & { password: string },
): Promise<StaffMember> {
  const operator = { db: testDb.owner, clock };
  const { staffId } = await requestStaff(operator, { ...input, by: null, reason: 'hired for a test' });
  if (staffId === null) throw new Error('nobody was hired');
  const { token } = await takeLink(operator, { staffId, by: null });
  return setPasswordByLink(operator, { token, password });
}
