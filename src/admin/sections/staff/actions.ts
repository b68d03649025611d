import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import type { Proposal } from '../../../proposals/index.ts';
import {
  disableStaff,
  endSessions,
  markStaffNewsRead,
  requestEnable,
  requestPasswordReset,
  requestRole,
  requestStaff,
  requestTotpReset,
  ROLES,
  takeLink,
  unlockStaff,
  type Asked,
} from '../../../staff/index.ts';
import { linkAddress } from '../../auth/links.ts';
import { proposed } from '../approvals/actions.ts';
import { defineAction, type ActionCall, type FormField, type PanelAction } from '../../access/actions.ts';

const NOTHING = z.object({});
const WHY = z.object({ reason: z.string().trim().min(3).max(1000) });
const REASON: FormField = { name: 'reason', type: 'textarea', required: true };
const common = { subject: 'staff', right: 'edit', kind: 'record' } as const;

/** For the buttons: the use case decides. */
const ofOther = (row: Readonly<Record<string, unknown>>, staff: { readonly id: bigint }): boolean =>
  row['id'] !== staff.id.toString();
const isOff = (row: Readonly<Record<string, unknown>>): boolean => row['disabled_at'] !== null;

/** The id of somebody else: a person must not raise or lock out oneself. */
function other(call: ActionCall): bigint {
  const id = BigInt(call.id);
  if (id === call.staff.id) throw new AppError('OWN_ACCOUNT');
  return id;
}

const askedBy = (call: ActionCall, reason: string): Asked => ({
  by: call.staff.id,
  reason,
  correlationId: call.actor.correlationId,
});

const addStaff = defineAction({
  ...common,
  name: 'addStaff',
  kind: 'resource',
  icon: 'UserPlus',
  form: [
    { name: 'name', type: 'text', required: true },
    { name: 'email', type: 'text', required: true },
    { name: 'role', type: 'select', required: true, values: ROLES },
    { name: 'language', type: 'select', required: true, values: ['ru', 'en'] },
    REASON,
  ],
  input: WHY.extend({
    name: z.string().trim().min(1).max(100),
    email: z.email().max(200),
    role: z.enum(ROLES),
    language: z.enum(['ru', 'en']),
  }),
  run: async (call, { reason, ...input }) => {
    const proposal = await requestStaff(call.app, { ...input, ...askedBy(call, reason) });
    const id = proposal.staffId?.toString() ?? input.email;
    return proposed(proposal, { type: 'staff', id }, 'staff_link');
  },
});

/** A change of somebody else's account that a second administrator may have to decide. */
function change(
  look: Pick<PanelAction, 'name' | 'icon' | 'offered'> & { notice?: string },
  ask: (call: ActionCall, input: Asked & { staffId: bigint }) => Promise<Proposal>,
): PanelAction {
  const { notice, ...rest } = look;
  return defineAction({
    ...common,
    ...rest,
    form: [REASON],
    input: WHY,
    run: async (call, { reason }) => {
      const proposal = await ask(call, { ...askedBy(call, reason), staffId: other(call) });
      return proposed(proposal, { type: 'staff', id: call.id }, notice);
    },
  });
}

const role = defineAction({
  ...common,
  name: 'role',
  icon: 'Shield',
  form: [{ name: 'role', type: 'select', required: true, values: ROLES, from: 'role' }, REASON],
  offered: ofOther,
  input: WHY.extend({ role: z.enum(ROLES) }),
  run: async (call, { reason, role: wanted }) => {
    const asked = { ...askedBy(call, reason), staffId: other(call), role: wanted };
    return proposed(await requestRole(call.app, asked), { type: 'staff', id: call.id });
  },
});

const enable = change(
  { name: 'enable', icon: 'UserCheck', offered: (row, staff) => ofOther(row, staff) && isOff(row) },
  (call, input) => requestEnable(call.app, input),
);
const password = change(
  {
    name: 'password',
    icon: 'Key',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row),
    notice: 'staff_link',
  },
  (call, input) => requestPasswordReset(call.app, input),
);
const resetTotp = change(
  {
    name: 'resetTotp',
    icon: 'Smartphone',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row) && row['has_totp'] === true,
    notice: 'staff_link',
  },
  (call, input) => requestTotpReset(call.app, input),
);

/** Shows a one-time link once, to whoever asked for the account or the reset. */
const accessLink = defineAction({
  ...common,
  name: 'accessLink',
  icon: 'Link',
  component: 'AccessLink',
  offered: (row, staff) => row['link_for'] === staff.id.toString() && !isOff(row),
  input: NOTHING,
  run: async (call) => {
    const { token, purpose, expiresAt } = await takeLink(call.app, {
      staffId: other(call),
      by: call.staff.id,
    });
    const link = linkAddress(call.app.config.adminOrigin, token);
    return { after: { purpose, expiresAt }, data: { link, purpose, expiresAt: expiresAt.toISOString() } };
  },
});

const disable = defineAction({
  ...common,
  name: 'disable',
  icon: 'UserX',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && !isOff(row),
  input: NOTHING,
  run: async (call) => {
    const { email, name, role: was, disabledAt } = await disableStaff(call.app, other(call));
    return { after: { email, name, role: was, disabledAt }, notice: 'saved' };
  },
});

const closeSessions = defineAction({
  ...common,
  name: 'closeSessions',
  icon: 'LogOut',
  form: [],
  offered: ofOther,
  input: NOTHING,
  run: async (call) => ({ after: { closed: await endSessions(call.app.db, other(call)) }, notice: 'saved' }),
});

/** What happened to accounts that move money is read. */
export const readNews = defineAction({
  ...common,
  name: 'readStaffNews',
  kind: 'resource',
  icon: 'Check',
  button: false,
  input: NOTHING,
  run: async (call) => {
    await markStaffNewsRead(call.app.db, call.staff.id);
    return { unchanged: true };
  },
});

/** Also for somebody who rests from one address only, which the record does not show. */
export const unlock = defineAction({
  ...common,
  name: 'unlock',
  icon: 'Unlock',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['disabled_at'] === null,
  input: NOTHING,
  run: async (call) => {
    await unlockStaff(call.app.db, other(call));
    const before = { failedLogins: call.row['failed_logins'], lockedUntil: call.row['locked_until'] };
    return { before, after: { failedLogins: 0, lockedUntil: null }, notice: 'unlocked' };
  },
});

export const STAFF_ACTIONS: readonly PanelAction[] = [
  addStaff,
  role,
  disable,
  enable,
  password,
  resetTotp,
  accessLink,
  unlock,
  closeSessions,
];
