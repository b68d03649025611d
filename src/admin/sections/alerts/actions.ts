import { z } from 'zod';
import {
  acknowledgeAlert,
  endSilence,
  makeLinkCode,
  saveAlertSettings,
  SEVERITIES,
  silenceAlert,
  unlinkChat,
  unlinkGroup,
} from '../../../alerts/index.ts';
import { HOUR_MS } from '../../../lib/index.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';
import { SPANS_OF_SILENCE, TEXTS } from './texts.ts';

const HOURS: Readonly<Record<keyof typeof SPANS_OF_SILENCE, number>> = {
  hour: 1,
  fourHours: 4,
  day: 24,
  week: 168,
};
const SPANS = Object.keys(SPANS_OF_SILENCE) as (keyof typeof SPANS_OF_SILENCE)[];

const isOpen = (params: Readonly<Record<string, unknown>>): boolean => params['is_open'] === true;
const isSilenced = (params: Readonly<Record<string, unknown>>): boolean => Boolean(params['silenced_until']);

/** What people do about an alert. It ends by itself with its cause. */
export const ALERT_STEPS: readonly PanelAction[] = [
  defineAction({
    name: 'acknowledge',
    label: ['Взяться', 'Take it'],
    consequence: [
      'Коллеги увидят, что этим занимаетесь вы, и администраторов больше не позовут. Оповещение закроется само, когда причина пройдёт.',
      'Colleagues see that you look after it, and administrators are not called. The alert ends by itself with its cause.',
    ],
    subject: 'alerts',
    right: 'take',
    kind: 'record',
    icon: 'UserCheck',
    form: [],
    offered: (params) => params['state'] === 'open',
    input: z.object({}),
    run: async ({ app, staff, id }) => {
      await acknowledgeAlert(app, { alertId: id, staffId: staff.id });
      return {
        after: { taken: true },
        notice: ['Записано: этим занимаетесь вы', 'Noted: you look after it'],
      };
    },
  }),
  defineAction({
    name: 'silence',
    label: ['Заглушить', 'Silence'],
    consequence: [
      'Об этой причине никому не скажут, даже если она пройдёт и вернётся. В списке она останется.',
      'Nobody is told about this cause, even if it ends and comes back. It stays in the list.',
    ],
    subject: 'alerts',
    right: 'manage',
    kind: 'record',
    icon: 'BellOff',
    form: [
      {
        name: 'span',
        label: ['На сколько', 'For how long'],
        type: 'select',
        words: SPANS_OF_SILENCE,
        required: true,
      },
      {
        name: 'remark',
        label: ['Почему (увидят коллеги)', 'Why (colleagues will see it)'],
        type: 'textarea',
        required: true,
      },
    ],
    offered: (params) => isOpen(params) && !isSilenced(params),
    input: z.object({ span: z.enum(SPANS), remark: z.string().trim().min(3).max(1000) }),
    run: async ({ app, staff, id }, { span, remark }) => {
      const until = new Date(app.clock.now().getTime() + HOURS[span] * HOUR_MS);
      await silenceAlert(app, { alertId: id, staffId: staff.id, until, remark });
      return { after: { until, remark }, notice: ['Заглушено', 'Silenced'] };
    },
  }),
  defineAction({
    name: 'unsilence',
    label: ['Снять тишину', 'End the silence'],
    consequence: [
      'Если причина ещё есть, о ней скажут в течение минуты.',
      'If the cause is still there, it is told within a minute.',
    ],
    subject: 'alerts',
    right: 'manage',
    kind: 'record',
    icon: 'Bell',
    form: [],
    offered: isSilenced,
    input: z.object({}),
    run: async ({ app, staff, id, row }) => {
      await endSilence(app, { alertId: id, staffId: staff.id });
      return { before: { until: row['silenced_until'] }, after: { until: null }, notice: SAVED };
    },
  }),
];

/** `22:30` as minutes of the day. */
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const optionalTime = z.union([z.literal('').transform(() => null), clockTime]);

const hidden = { subject: 'alerts', kind: 'resource', icon: 'Bell', button: false } as const;

/** What people do about the chats to which alerts are sent. */
export const CHAT_STEPS: readonly PanelAction[] = [
  defineAction({
    ...hidden,
    name: 'makeCode',
    label: ['Выдан код для Telegram', 'Code for Telegram made'],
    right: 'take',
    input: z.object({}),
    run: async ({ app, staff }) => {
      const { code, expiresAt } = await makeLinkCode(app, { staffId: staff.id, place: 'person' });
      return { after: { expiresAt }, data: { code }, notice: TEXTS.linked };
    },
  }),
  defineAction({
    ...hidden,
    name: 'makeGroupCode',
    label: ['Выдан код для группы', 'Code for a group made'],
    right: 'edit',
    input: z.object({}),
    run: async ({ app, staff }) => {
      const { code, expiresAt } = await makeLinkCode(app, { staffId: staff.id, place: 'group' });
      return { after: { expiresAt }, data: { code }, notice: TEXTS.linked };
    },
  }),
  defineAction({
    ...hidden,
    name: 'saveAlertSettings',
    label: ['Настроены оповещения', 'Alerts set up'],
    right: 'take',
    input: z.object({
      // Bodies of the back office are flat, so the kinds come as one text.
      muted: z
        .string()
        .max(4000)
        .transform((text) => text.split(',').filter((kind) => kind !== '')),
      least: z.enum(SEVERITIES),
      quietFrom: optionalTime,
      quietTo: optionalTime,
      zone: z.string().trim().max(60),
      wakes: z.boolean(),
    }),
    run: async ({ app, staff }, { quietFrom: from, quietTo: to, zone, ...rest }) => {
      const quiet = from === null || to === null ? null : { from, to, zone };
      await saveAlertSettings(app, { staffId: staff.id, quiet, ...rest });
      return { after: { quiet, ...rest }, notice: SAVED };
    },
  }),
  defineAction({
    ...hidden,
    name: 'unlinkTelegram',
    label: ['Telegram отвязан', 'Telegram unlinked'],
    right: 'take',
    input: z.object({}),
    run: async ({ app, staff }) => {
      await unlinkChat(app, { staffId: staff.id });
      return { after: { linked: false }, notice: TEXTS.unlinked };
    },
  }),
  defineAction({
    ...hidden,
    name: 'unlinkGroup',
    label: ['Группа отвязана', 'Group unlinked'],
    right: 'edit',
    input: z.object({ id: z.string().regex(/^\d{1,18}$/) }),
    run: async ({ app, staff }, { id }) => {
      await unlinkGroup(app, { staffId: staff.id, receiverId: BigInt(id) });
      return { after: { group: id }, notice: TEXTS.unlinked };
    },
  }),
];
