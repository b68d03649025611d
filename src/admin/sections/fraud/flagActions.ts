import { z } from 'zod';
import { decideFlag, snoozeRule, type Decision } from '../../../fraud/index.ts';
import { AppError } from '../../../lib/index.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';

const common = { subject: 'fraud_flags', right: 'decide', kind: 'record' } as const;

const decision = (name: string, icon: string, to: Decision): PanelAction =>
  defineAction({
    ...common,
    name,
    icon,
    form: [{ name: 'flagNote', type: 'textarea', required: true }],
    offered: (row) => row['status'] === 'open',
    input: z.object({ flagNote: z.string().trim().min(3).max(1000) }),
    run: async (call, { flagNote }) => {
      await decideFlag(call.app, {
        flagId: call.id,
        decision: to,
        staffId: call.staff.id,
        note: flagNote,
      });
      return {
        before: { status: call.row['status'], rule: call.row['rule_id'], user: call.row['user_id'] },
        after: { status: to, note: flagNote },
        notice: to === 'confirmed' ? 'flagConfirmed' : 'flagDismissed',
      };
    },
  });

const DAYS = ['1', '7', '30', '90', '365'] as const;
const DAY_MS = 86_400_000;

/** The rule stays silent about this user for so long; the flag itself is decided on its own. */
const snooze = defineAction({
  ...common,
  name: 'snoozeRule',
  icon: 'BellOff',
  form: [
    { name: 'snoozeDays', type: 'select', required: true, values: DAYS },
    { name: 'flagNote', type: 'textarea', required: true },
  ],
  offered: (row) => row['user_id'] !== null && row['user_id'] !== undefined,
  input: z.object({ snoozeDays: z.enum(DAYS), flagNote: z.string().trim().min(3).max(1000) }),
  run: async (call, { snoozeDays, flagNote }) => {
    const { user_id: userId, rule_id: rule } = call.row;
    if (typeof userId !== 'bigint') throw new AppError('USER_UNKNOWN');
    const ruleId = z.string().parse(rule);
    const until = new Date(call.app.clock.now().getTime() + Number(snoozeDays) * DAY_MS);
    await snoozeRule(call.app, { ruleId, userId, until, staffId: call.staff.id, note: flagNote });
    return { after: { rule: ruleId, user: userId, until, note: flagNote }, notice: 'ruleSnoozed' };
  },
});

export const FLAG_ACTIONS: readonly PanelAction[] = [
  decision('confirmFlag', 'AlertTriangle', 'confirmed'),
  decision('dismissFlag', 'CheckCircle', 'dismissed'),
  snooze,
];
