import { z } from 'zod';
import { settleFlagged } from '../../../delivery/index.ts';
import { decideFlag, snoozeRule, type Decision } from '../../../fraud/index.ts';
import { AppError, DAY_MS } from '../../../lib/index.ts';
import { defineAction, type FormField, type PanelAction } from '../../access/actions.ts';
import type { Pair, Words } from '../../words/pair.ts';

const common = { subject: 'fraud_flags', right: 'decide', kind: 'record' } as const;

const NOTE: FormField = {
  name: 'flagNote',
  label: ['Почему (увидят коллеги)', 'Why (colleagues will see it)'],
  type: 'textarea',
  required: true,
};

const decision = (
  look: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon'> & { readonly done: Pair },
  to: Decision,
): PanelAction =>
  defineAction({
    ...common,
    ...look,
    form: [NOTE],
    offered: (row) => row['status'] === 'open',
    input: z.object({ flagNote: z.string().trim().min(3).max(1000) }),
    run: async (call, { flagNote }) => {
      const decided = { flagId: call.id, decision: to, staffId: call.staff.id, note: flagNote };
      await decideFlag(call.app, decided, settleFlagged(call.app));
      return {
        before: { status: call.row['status'], rule: call.row['rule_id'], user: call.row['user_id'] },
        after: { status: to, note: flagNote },
        notice: look.done,
      };
    },
  });

/** For how long a rule can be silent, in days. */
const DAYS = {
  '1': ['на 1 день', 'for 1 day'],
  '7': ['на 7 дней', 'for 7 days'],
  '30': ['на 30 дней', 'for 30 days'],
  '90': ['на 90 дней', 'for 90 days'],
  '365': ['на год', 'for a year'],
} as const satisfies Words;

/** The rule is silent about this user for this time. The flag itself is decided separately. */
const snooze = defineAction({
  ...common,
  name: 'snoozeRule',
  label: ['Отложить правило', 'Snooze rule'],
  consequence: [
    'Правило не будет срабатывать на этого пользователя до выбранного срока. Открытые флаги останутся.',
    'The rule stays silent about this user until then. Open flags stay.',
  ],
  icon: 'BellOff',
  form: [
    {
      name: 'snoozeDays',
      label: ['На сколько', 'For how long'],
      type: 'select',
      required: true,
      words: DAYS,
    },
    NOTE,
  ],
  offered: (row) => row['user_id'] !== null && row['user_id'] !== undefined,
  input: z.object({
    snoozeDays: z.enum(['1', '7', '30', '90', '365']),
    flagNote: z.string().trim().min(3).max(1000),
  }),
  run: async (call, { snoozeDays, flagNote }) => {
    const { user_id: userId, rule_id: rule } = call.row;
    if (typeof userId !== 'bigint') throw new AppError('USER_UNKNOWN');
    const ruleId = z.string().parse(rule);
    const until = new Date(call.app.clock.now().getTime() + Number(snoozeDays) * DAY_MS);
    await snoozeRule(call.app, { ruleId, userId, until, staffId: call.staff.id, note: flagNote });
    return {
      after: { rule: ruleId, user: userId, until, note: flagNote },
      notice: ['Правило молчит об этом пользователе', 'The rule is silent about this user'],
    };
  },
});

export const FLAG_ACTIONS: readonly PanelAction[] = [
  decision(
    {
      name: 'confirmFlag',
      label: ['Подтвердить', 'Confirm'],
      consequence: [
        'Флаг закроется как верный. Ограничение пользователя останется, пока его не снимут. Если из-за флага ждёт отправка, звёзды вернутся на баланс.',
        'The flag is closed as right. A restriction of the user stays until it is lifted. Where a delivery waits because of it, the stars go back to the balance.',
      ],
      icon: 'AlertTriangle',
      done: ['Флаг подтверждён', 'The flag is confirmed'],
    },
    'confirmed',
  ),
  decision(
    {
      name: 'dismissFlag',
      label: ['Снять', 'Dismiss'],
      consequence: [
        'Флаг закроется как ошибочный. Если других флагов нет, ограничение, которое он поставил, снимется, а задержанная отправка пойдёт дальше.',
        'The flag is closed as wrong. Without other flags, the restriction that it set is lifted, and a delivery that it held goes on.',
      ],
      icon: 'CheckCircle',
      done: [
        'Флаг снят. Если ограничение держалось только на нём, оно снято.',
        'Dismissed. If it alone restricted the user, the user is free again.',
      ],
    },
    'dismissed',
  ),
  snooze,
];
