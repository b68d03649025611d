import { z } from 'zod';
import type { Proposal } from '../../../proposals/index.ts';
import {
  requestEnable,
  requestPasswordReset,
  requestRole,
  requestStaff,
  requestTotpReset,
  ROLES,
  type Asked,
} from '../../../staff/index.ts';
import { defineAction, type ActionCall, type FormField, type PanelAction } from '../../access/actions.ts';
import { REASON_LABEL } from '../../words/common.ts';
import type { Pair } from '../../words/pair.ts';
import { LANGUAGE_WORDS, ROLE_WORDS } from '../../words/people.ts';
import { proposed } from '../approvals/actions.ts';
import { common, isOff, ofOther, other } from './other.ts';

const WHY = z.object({ reason: z.string().trim().min(3).max(1000) });
const REASON: FormField = {
  name: 'reason',
  label: REASON_LABEL,
  type: 'textarea',
  required: true,
};
const LINK_READY: Pair = [
  'Готово. Возьмите одноразовую ссылку на странице сотрудника и передайте её человеку',
  'Done. Take the one-time link on the person’s page and hand it on',
];

const askedBy = (call: ActionCall, reason: string): Asked => ({
  by: call.staff.id,
  reason,
  correlationId: call.actor.correlationId,
});

export const addStaff = defineAction({
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
    { name: 'role', label: ['Роль', 'Role'], type: 'select', required: true, words: ROLE_WORDS },
    {
      name: 'language',
      label: ['Язык страниц', 'Language of pages'],
      type: 'select',
      required: true,
      words: LANGUAGE_WORDS,
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
    return proposed(proposal, { type: 'staff', id }, LINK_READY);
  },
});

/** A change of another person's account, which a second administrator may have to decide. */
function change(
  look: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon' | 'offered'> & { readonly notice?: Pair },
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

export const role = defineAction({
  ...common,
  name: 'role',
  label: ['Сменить роль', 'Change role'],
  consequence: [
    'Если старая или новая роль работает с деньгами, решает другой администратор. После этого права сменятся, открытые сеансы закроются.',
    'Where the old or the new role moves money, another administrator decides. Then the rights change, and open sessions end.',
  ],
  icon: 'Shield',
  form: [
    {
      name: 'role',
      label: ['Роль', 'Role'],
      type: 'select',
      required: true,
      words: ROLE_WORDS,
      from: 'role',
    },
    REASON,
  ],
  offered: ofOther,
  input: WHY.extend({ role: z.enum(ROLES) }),
  run: async (call, { reason, role: wanted }) => {
    const asked = { ...askedBy(call, reason), staffId: other(call), role: wanted };
    return proposed(await requestRole(call.app, asked), { type: 'staff', id: call.id });
  },
});

export const enable = change(
  {
    name: 'enable',
    label: ['Включить', 'Enable'],
    consequence: [
      'Человек снова сможет войти. Если роль работает с деньгами, решает другой администратор.',
      'The person can sign in again. Where the role moves money, another administrator decides.',
    ],
    icon: 'UserCheck',
    offered: (row, staff) => ofOther(row, staff) && isOff(row),
  },
  (call, input) => requestEnable(call.app, input),
);
export const password = change(
  {
    name: 'password',
    label: ['Сбросить пароль', 'Reset password'],
    consequence: [
      'Прежний пароль перестанет подходить, сеансы закроются, новый человек задаст сам по одноразовой ссылке. Если роль работает с деньгами, решает другой администратор.',
      'The old password stops working, sessions end, and the person sets a new one by a one-time link. Where the role moves money, another administrator decides.',
    ],
    icon: 'Key',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row),
    notice: LINK_READY,
  },
  (call, input) => requestPasswordReset(call.app, input),
);
export const resetTotp = change(
  {
    name: 'resetTotp',
    label: ['Сбросить второй фактор', 'Reset second factor'],
    consequence: [
      'Человек получит одноразовую ссылку и по ней подключит второй фактор заново; до этого действует прежний. Если роль работает с деньгами, решает другой администратор.',
      'The person gets a one-time link and sets up the second factor again with it. Until then the old one counts. If the role moves money, another administrator decides.',
    ],
    icon: 'Smartphone',
    offered: (row, staff) => ofOther(row, staff) && !isOff(row) && row['has_totp'] === true,
    notice: LINK_READY,
  },
  (call, input) => requestTotpReset(call.app, input),
);
