import { z } from 'zod';
import { parseAmount } from '../../../lib/index.ts';
import { LIMIT_KINDS, setRefundLimit } from '../../../refunds/index.ts';
import { coin } from '../../../shop/index.ts';
import { ROLES } from '../../../staff/index.ts';
import { proposed } from '../approvals/actions.ts';
import { defineAction } from '../../access/actions.ts';
import { REASON_LABEL, SAVED } from '../../words/common.ts';

const ID = z.tuple([z.enum(LIMIT_KINDS), z.enum(ROLES)]);

/**
 * How much a role may do alone, and how much at all. An empty largest amount means any. Looser limits wait for another
 * administrator.
 */
export const changeLimit = defineAction({
  name: 'changeLimit',
  label: ['Изменить предел', 'Change limit'],
  consequence: [
    'Строже — действует сразу. Мягче — ждёт другого администратора.',
    'Tighter: in force at once. Looser: waits for another administrator.',
  ],
  subject: 'limits',
  right: 'edit',
  kind: 'record',
  icon: 'Sliders',
  form: [
    {
      name: 'requestUpTo',
      label: [
        'Самый большой запрос, {{coin}} (пусто — любой, 0 — нельзя)',
        'Largest request, {{coin}} (empty: any, 0: none)',
      ],
      type: 'amount',
      from: 'request_up_to',
    },
    {
      name: 'approvalAbove',
      label: ['Без второго человека за сутки, {{coin}}', 'Without a second person within 24 hours, {{coin}}'],
      type: 'amount',
      required: true,
      from: 'approval_above',
    },
    {
      name: 'canApprove',
      label: ['Может одобрять чужие запросы', 'May approve others’ requests'],
      type: 'checkbox',
      from: 'can_approve',
    },
    {
      name: 'reason',
      label: REASON_LABEL,
      type: 'textarea',
      required: true,
    },
  ],
  input: z.object({
    requestUpTo: z.string().trim().max(40).default(''),
    approvalAbove: z.string().trim().max(40),
    canApprove: z.union([z.boolean(), z.stringbool()]).default(false),
    reason: z.string().trim().min(3).max(1000),
  }),
  run: async (call, input) => {
    const [kind, role] = ID.parse(call.id.split(':'));
    const asset = coin(call.app.config);
    const after = {
      requestUpTo: input.requestUpTo === '' ? null : parseAmount(input.requestUpTo, asset),
      approvalAbove: parseAmount(input.approvalAbove, asset),
      canApprove: input.canApprove,
    };
    const { reason } = input;
    const { correlationId } = call.actor;
    const change = { kind, role, ...after, staffId: call.staff.id, reason, correlationId };
    const proposal = await setRefundLimit(call.app, change);
    if (proposal) return proposed(proposal, { type: 'refund_limits', id: call.id });
    return {
      before: {
        requestUpTo: call.row['request_up_to'],
        approvalAbove: call.row['approval_above'],
        canApprove: call.row['can_approve'],
      },
      after: { ...after, reason },
      notice: SAVED,
    };
  },
});
