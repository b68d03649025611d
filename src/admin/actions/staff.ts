import { z } from 'zod';
import { AppError } from '../../lib/index.ts';
import {
  changeRole,
  createStaff,
  disableStaff,
  enableStaff,
  endSessions,
  resetTotp,
  ROLES,
  setPassword,
  unlockStaff,
  type StaffMember,
} from '../../staff/index.ts';
import { defineAction, type ActionCall } from './types.ts';

const NOTHING = z.object({});
const common = { subject: 'staff', right: 'edit', kind: 'record' } as const;

/** For the buttons: {@link other} decides. */
const ofOther = (row: Readonly<Record<string, unknown>>, staff: { readonly id: bigint }): boolean =>
  row['id'] !== staff.id.toString();

/** The id of somebody else: a person must not raise or lock out oneself. */
function other(call: ActionCall): bigint {
  const id = BigInt(call.id);
  if (id === call.staff.id) throw new AppError('OWN_ACCOUNT');
  return id;
}
const facts = ({ email, name, role, disabledAt, hasTotp }: StaffMember): object => ({
  email,
  name,
  role,
  disabledAt,
  hasTotp,
});

export const addStaff = defineAction({
  name: 'addStaff',
  subject: 'staff',
  right: 'edit',
  kind: 'resource',
  icon: 'UserPlus',
  form: [
    { name: 'name', type: 'text', required: true },
    { name: 'email', type: 'text', required: true },
    { name: 'role', type: 'select', required: true, values: ROLES },
    { name: 'language', type: 'select', required: true, values: ['ru', 'en'] },
    { name: 'password', type: 'password', required: true },
  ],
  input: z.object({
    name: z.string().trim().min(1).max(100),
    email: z.email().max(200),
    role: z.enum(ROLES),
    language: z.enum(['ru', 'en']),
    password: z.string().max(200),
  }),
  run: async (call, input) => {
    const staff = await createStaff(call.app, input);
    return { after: facts(staff), notice: 'saved', data: { id: staff.id.toString() } };
  },
});

export const changeStaffRole = defineAction({
  ...common,
  name: 'role',
  icon: 'Shield',
  form: [{ name: 'role', type: 'select', required: true, values: ROLES, from: 'role' }],
  offered: ofOther,
  input: z.object({ role: z.enum(ROLES) }),
  run: async (call, { role }) => {
    const after = await changeRole(call.app, { staffId: other(call), role });
    return { before: { role: call.row['role'] }, after: facts(after), notice: 'saved' };
  },
});

export const disable = defineAction({
  ...common,
  name: 'disable',
  icon: 'UserX',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['disabled_at'] === null,
  input: NOTHING,
  run: async (call) => ({ after: facts(await disableStaff(call.app, other(call))), notice: 'saved' }),
});

export const enable = defineAction({
  ...common,
  name: 'enable',
  icon: 'UserCheck',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['disabled_at'] !== null,
  input: NOTHING,
  run: async (call) => ({ after: facts(await enableStaff(call.app, other(call))), notice: 'saved' }),
});

export const resetPassword = defineAction({
  ...common,
  name: 'password',
  icon: 'Key',
  form: [{ name: 'password', type: 'password', required: true }],
  offered: ofOther,
  input: z.object({ password: z.string().max(200) }),
  run: async (call, { password }) => ({
    after: facts(await setPassword(call.app, { staffId: other(call), password })),
    notice: 'saved',
  }),
});

export const resetSecondFactor = defineAction({
  ...common,
  name: 'resetTotp',
  icon: 'Smartphone',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['has_totp'] === true,
  input: NOTHING,
  run: async (call) => ({ after: facts(await resetTotp(call.app, other(call))), notice: 'saved' }),
});

export const closeSessions = defineAction({
  ...common,
  name: 'closeSessions',
  icon: 'LogOut',
  form: [],
  offered: ofOther,
  input: NOTHING,
  run: async (call) => ({ after: { closed: await endSessions(call.app.db, other(call)) }, notice: 'saved' }),
});

/** Also for somebody who rests from one address only, which the record does not show. */
export const unlock = defineAction({
  ...common,
  name: 'unlock',
  icon: 'Unlock',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['disabled_at'] === null,
  input: NOTHING,
  run: async (call) => ({
    before: { failedLogins: call.row['failed_logins'], lockedUntil: call.row['locked_until'] },
    after: facts(await unlockStaff(call.app.db, other(call))),
    notice: 'saved',
  }),
});

export const STAFF_ACTIONS = [
  addStaff,
  changeStaffRole,
  disable,
  enable,
  unlock,
  resetPassword,
  resetSecondFactor,
  closeSessions,
];
