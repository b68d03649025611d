import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { setUserStatus, type UserStatus } from '../../../users/index.ts';
import { findRows, type Row } from '../../access/reader/index.ts';
import { defineAction, type ActionCall, type ActionResult } from '../../access/actions.ts';
import { USERS } from './source.ts';
import { PERSONAL } from './texts.ts';
import { REASON_LABEL, SAVED } from '../../words/common.ts';

const REASON = z.object({ reason: z.string().trim().min(3).max(300) });
const FORM = [
  {
    name: 'reason',
    label: REASON_LABEL,
    type: 'textarea',
    required: true,
  },
] as const;

async function changeStatus(call: ActionCall, status: UserStatus, reason: string): Promise<ActionResult> {
  const { status: before, status_reason: reasonBefore } = call.row;
  if (before === status) throw new AppError('ALREADY_SO');
  await setUserStatus(call.app, { userId: BigInt(call.id), status, reason, staffId: call.staff.id });
  return { before: { status: before, reason: reasonBefore }, after: { status, reason }, notice: SAVED };
}

export const reviewUser = defineAction({
  name: 'review',
  label: ['Отправить на проверку', 'Put under review'],
  consequence: [
    'Пользователь не сможет покупать звёзды и пополнять баланс, пока ограничение не снимут. Оплаченное зачислится.',
    'The user can neither buy stars nor top up until this is lifted. What they have paid is still credited.',
  ],
  subject: 'users',
  right: 'review',
  kind: 'record',
  icon: 'PauseCircle',
  form: FORM,
  offered: (user) => user['status'] === 'active',
  input: REASON,
  run: (call, { reason }) => {
    // A person who may only ask for a review must not turn a block into something weaker.
    if (call.row['status'] !== 'active') throw new AppError('ALREADY_SO');
    return changeStatus(call, 'under_review', reason);
  },
});

export const blockUser = defineAction({
  name: 'block',
  label: ['Заблокировать', 'Block'],
  consequence: [
    'Пользователь не сможет покупать звёзды и пополнять баланс, пока блокировку не снимут. Остатки сохранятся.',
    'The user can neither buy stars nor top up until this is lifted. Their balances stay.',
  ],
  subject: 'users',
  right: 'block',
  kind: 'record',
  icon: 'Slash',
  form: FORM,
  offered: (user) => user['status'] !== 'blocked',
  input: REASON,
  run: (call, { reason }) => changeStatus(call, 'blocked', reason),
});

export const freeUser = defineAction({
  name: 'free',
  label: ['Снять ограничение', 'Lift the restriction'],
  consequence: [
    'Проверка или блокировка снимается: пользователь снова сможет покупать сразу. Отправки звёзд, которые ждали только из-за неё, пойдут дальше.',
    'The review or block ends: the user can buy again at once. Deliveries that waited only because of it go on.',
  ],
  subject: 'users',
  right: 'block',
  kind: 'record',
  icon: 'PlayCircle',
  form: FORM,
  offered: (user) => user['status'] !== 'active',
  input: REASON,
  run: (call, { reason }) => changeStatus(call, 'active', reason),
});

/** Shows personal data in clear text. The audit row says that a person looked. It does not contain the data. */
export const openUser = defineAction({
  name: 'open',
  label: ['Показать личные данные', 'Show personal data'],
  subject: 'users',
  right: 'open',
  kind: 'record',
  icon: 'Eye',
  button: false,
  input: z.object({}),
  run: async ({ app, id, ability }) => {
    const rows = await findRows(app.db, { ability, source: USERS, action: 'open' }, [id]);
    return { data: { personal: clear(rows[0]) } };
  },
});

function clear(row: Row | undefined): Record<string, string> {
  if (!row) throw new AppError('FORBIDDEN');
  return Object.fromEntries(Object.keys(PERSONAL).map((name) => [name, shown(row[name])]));
}

function shown(value: unknown): string {
  return typeof value === 'bigint' || typeof value === 'string' ? value.toString() : '';
}
