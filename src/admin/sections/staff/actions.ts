import { z } from 'zod';
import {
  closeSessions as endAll,
  disableStaff,
  markStaffNewsRead,
  takeLink,
  unlockStaff,
} from '../../../staff/index.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';
import { linkAddress } from '../../access/paths.ts';
import { SAVED } from '../../words/common.ts';
import { addStaff, enable, password, resetTotp, role } from './changes.ts';
import { common, isOff, ofOther, other } from './other.ts';

const NOTHING = z.object({});

/** Shows a one-time link once, to the person who asked for the account or the reset. */
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
    const {
      email,
      name,
      role: was,
      disabledAt,
    } = await disableStaff(call.app, {
      staffId: other(call),
      by: call.staff.id,
    });
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
  run: async (call) => ({
    after: { closed: await endAll(call.app, { staffId: other(call), by: call.staff.id }) },
    notice: SAVED,
  }),
});

/** Marks news about accounts that move money as read. */
export const readNews = defineAction({
  ...common,
  name: 'readStaffNews',
  label: ['Прочитано', 'Read'],
  kind: 'resource',
  icon: 'Check',
  button: false,
  input: NOTHING,
  run: async (call) => {
    await markStaffNewsRead(call.app.db, call.staff.id);
    return { unchanged: true };
  },
});

/** Also unlocks a person who is locked out from one address only. The record does not show that. */
const unlock = defineAction({
  ...common,
  name: 'unlock',
  label: ['Снять блокировку входа', 'Let sign in again'],
  consequence: [
    'Человек сможет войти сразу, сколько бы неудачных попыток ни было. Пароль, второй фактор и открытые сеансы останутся.',
    'The person can sign in at once, however many attempts failed. Password, second factor and open sessions stay.',
  ],
  icon: 'Unlock',
  form: [],
  offered: (row, staff) => ofOther(row, staff) && !isOff(row),
  input: NOTHING,
  run: async (call) => {
    await call.app.db.tx((tx) => unlockStaff(tx, { staffId: other(call), by: call.staff.id }));
    const before = { failedLogins: call.row['failed_logins'], lockedUntil: call.row['locked_until'] };
    return {
      before,
      after: { failedLogins: 0, lockedUntil: null },
      notice: ['Может войти снова', 'Can sign in again'],
    };
  },
});

/** In the order of their buttons. */
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
