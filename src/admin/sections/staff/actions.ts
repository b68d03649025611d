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
import { SAVED } from '../../words/common.ts';

const NOTHING = z.object({});
const WHY = z.object({ reason: z.string().trim().min(3).max(1000) });
const REASON: FormField = {
  name: 'reason',
  label: ['Причина (её увидят коллеги)', 'Reason (colleagues will see it)'],
  type: 'textarea',
  required: true,
};
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
  label: ['Новый сотрудник', 'New person'],
  consequence: [
    'Пароль человек задаст сам по одноразовой ссылке. Учётную запись с доступом к деньгам (финансы, администратор) одобряет другой администратор.',
    'The person sets the password by a one-time link. An account that moves money (finance, admin) is approved by another administrator.',
  ],
  kind: 'resource',
  icon: 'UserPlus',
  form: [
    { name: 'name', label: ['Имя', 'Name'], type: 'text', required: true },
    { name: 'email', label: ['Эл. почта', 'E-mail'], type: 'text', required: true },
    { name: 'role', label: ['Роль', 'Role'], type: 'select', required: true, values: ROLES },
    {
      name: 'language',
      label: ['Язык страниц', 'Language of pages'],
      type: 'select',
      required: true,
      values: ['ru', 'en'],
    },
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
  label: ['Сменить роль', 'Change role'],
  consequence: [
    'Если старая или новая роль работает с деньгами, решает другой администратор. После этого права сменятся, открытые сеансы закроются.',
    'Where the old or the new role moves money, another administrator decides. Then the rights change, and open sessions end.',
  ],
  icon: 'Shield',
  form: [
    { name: 'role', label: ['Роль', 'Role'], type: 'select', required: true, values: ROLES, from: 'role' },
    REASON,
  ],
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
    label: ['Сбросить пароль', 'Reset password'],
    consequence: [
      'Прежний пароль перестанет подходить, сеансы закроются, новый человек задаст сам по одноразовой ссылке. Если роль работает с деньгами, решает другой администратор.',
      'The old password stops working, sessions end, and the person sets a new one by a one-time link. Where the role moves money, another administrator decides.',
    ],
    icon: 'Key',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row),
    notice: [
      'Готово. Возьмите одноразовую ссылку на странице сотрудника и передайте её человеку',
      'Done. Take the one-time link on the person’s page and hand it on',
    ],
  },
  (call, input) => requestPasswordReset(call.app, input),
);
const resetTotp = change(
  {
    name: 'resetTotp',
    label: ['Сбросить второй фактор', 'Reset second factor'],
    consequence: [
      'Человек получит одноразовую ссылку и по ней подключит второй фактор заново; до этого действует прежний. Если роль работает с деньгами, решает другой администратор.',
      'The person gets a one-time link and sets the second factor up anew by it; until then the old one counts. Where the role moves money, another administrator decides.',
    ],
    icon: 'Smartphone',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row) && row['has_totp'] === true,
    notice: [
      'Готово. Возьмите одноразовую ссылку на странице сотрудника и передайте её человеку',
      'Done. Take the one-time link on the person’s page and hand it on',
    ],
  },
  (call, input) => requestTotpReset(call.app, input),
);

/** Shows a one-time link once, to whoever asked for the account or the reset. */
const accessLink = defineAction({
  ...common,
  name: 'accessLink',
  label: ['Одноразовая ссылка', 'One-time link'],
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
  label: ['Отключить', 'Disable'],
  consequence: [
    'Человек не сможет войти, его сеансы и ссылки закроются сразу. Его записи в журнале останутся; доступ можно вернуть.',
    'The person cannot sign in; sessions and links end at once. Their audit rows stay; access can be given back.',
  ],
  icon: 'UserX',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && !isOff(row),
  input: NOTHING,
  run: async (call) => {
    const { email, name, role: was, disabledAt } = await disableStaff(call.app, other(call));
    return { after: { email, name, role: was, disabledAt }, notice: SAVED };
  },
});

const closeSessions = defineAction({
  ...common,
  name: 'closeSessions',
  label: ['Закрыть все сеансы', 'Close all sessions'],
  consequence: [
    'Человек выйдет на всех устройствах и войдёт заново.',
    'The person is signed out everywhere and signs in again.',
  ],
  icon: 'LogOut',
  form: [],
  offered: ofOther,
  input: NOTHING,
  run: async (call) => ({ after: { closed: await endSessions(call.app.db, other(call)) }, notice: SAVED }),
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
  label: ['Снять блокировку входа', 'Let sign in again'],
  consequence: [
    'Человек сможет войти сразу, сколько бы неудачных попыток ни было. Пароль, второй фактор и открытые сеансы останутся.',
    'The person can sign in at once, however many attempts failed. Password, second factor and open sessions stay.',
  ],
  icon: 'Unlock',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && row['disabled_at'] === null,
  input: NOTHING,
  run: async (call) => {
    await unlockStaff(call.app.db, other(call));
    const before = { failedLogins: call.row['failed_logins'], lockedUntil: call.row['locked_until'] };
    return {
      before,
      after: { failedLogins: 0, lockedUntil: null },
      notice: ['Может войти снова', 'Can sign in again'],
    };
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
