import { z } from 'zod';
import type { BreakClass, Resolution } from '../../../breaks/index.ts';
import { parseAmount } from '../../../lib/index.ts';
import { assignBreak, remarkBreak, resolveBreak, sidesOf, type Side } from '../../../reconciliation/index.ts';
import { coin } from '../../../shop/index.ts';
import { proposed } from '../approvals/actions.ts';
import {
  defineAction,
  type ActionCall,
  type ActionResult,
  type FormField,
  type PanelAction,
} from '../../access/actions.ts';
import { COMMON_COLUMNS } from '../../words/columns.ts';
import { SAVED } from '../../words/common.ts';
import type { Pair } from '../../words/pair.ts';

type Params = Readonly<Record<string, unknown>>;

const common = { subject: 'breaks', right: 'resolve', kind: 'record' } as const;
const isOpen = (row: Params): boolean => row['status'] === 'open';
const facts = ({ row }: ActionCall): Record<string, unknown> => ({
  status: row['status'],
  class: row['class'],
  amount: row['amount'],
});

const NOTE: FormField = {
  name: 'breakNote',
  label: ['Почему (останется в истории)', 'Why (stays in the trail)'],
  type: 'textarea',
  required: true,
};
const AMOUNT: FormField = {
  name: 'amount',
  label: COMMON_COLUMNS.amount,
  type: 'amount',
  required: true,
  from: 'amount',
};
/** For money that goes to a user's balance. */
const MAY_WAIT: Pair = [
  'Сверх того, что вы можете начислить без одобрения за сутки, зачисление ждёт второго человека.',
  'Beyond what you may give without approval in a day, the credit waits for a second person.',
];

const INPUT = z.object({
  breakNote: z.string().trim().min(3).max(1000),
  amount: z.string().trim().max(40).optional(),
  refundId: z.string().trim().max(40).optional(),
  userId: z
    .string()
    .trim()
    .regex(/^#?\d{1,18}$/)
    .optional(),
});
type Input = z.infer<typeof INPUT>;

const hasSide = (row: Params, side: Side): boolean => sidesOf(row['class'] as BreakClass).includes(side);

/** One way to end a break, with only the fields that it needs. Without a `side` it fits both sides of a break. */
function resolution(
  name: string,
  way: Resolution,
  look: Pick<PanelAction, 'label' | 'consequence' | 'icon'> & {
    readonly form: readonly FormField[];
    readonly side?: Side;
    readonly fits?: (row: Params) => boolean;
  },
): PanelAction {
  const { side, fits, form, ...said } = look;
  const given = (field: string, text: string | undefined): string | undefined =>
    form.some((one) => one.name === field) && text !== '' ? text : undefined;
  return defineAction({
    ...common,
    ...said,
    name,
    form,
    offered: (row) => isOpen(row) && (side === undefined || hasSide(row, side)) && (fits?.(row) ?? true),
    input: INPUT,
    run: async (call, input: Input): Promise<ActionResult> => {
      const amount = given('amount', input.amount);
      const userId = given('userId', input.userId);
      const refundId = given('refundId', input.refundId);
      const resolved = {
        resolution: way,
        note: input.breakNote,
        ...(side === undefined ? {} : { side }),
        ...(amount === undefined ? {} : { amount: parseAmount(amount, coin(call.app.config)) }),
        ...(userId === undefined ? {} : { userId: BigInt(userId.replace('#', '')) }),
        ...(refundId === undefined ? {} : { refundId }),
      };
      const proposal = await resolveBreak(call.app, {
        ...resolved,
        breakId: call.id,
        staffId: call.staff.id,
        correlationId: call.actor.correlationId,
      });
      if (proposal) return proposed(proposal, { type: 'breaks', id: call.id });
      return {
        before: facts(call),
        after: { status: 'resolved', ...resolved },
        notice: ['Расхождение закрыто', 'The break is resolved'],
      };
    },
  });
}

const hasUser = (row: Params): boolean => row['user_id'] !== null && row['user_id'] !== undefined;

export const BREAK_ACTIONS: readonly PanelAction[] = [
  defineAction({
    ...common,
    name: 'takeBreak',
    label: ['Взять себе', 'Take'],
    consequence: [
      'Расхождение станет вашим: коллеги увидят, что им занимаетесь вы.',
      'The break becomes yours: colleagues see that you are on it.',
    ],
    icon: 'UserCheck',
    form: [],
    offered: (row, staff) => isOpen(row) && row['owner_id'] !== staff.id.toString(),
    input: z.object({}),
    run: async (call) => {
      await assignBreak(call.app, { breakId: call.id, staffId: call.staff.id, ownerId: call.staff.id });
      return {
        before: { owner: call.row['owner_id'] },
        after: { owner: call.staff.id },
        notice: SAVED,
      };
    },
  }),
  defineAction({
    ...common,
    name: 'giveBackBreak',
    label: ['Вернуть в очередь', 'Return to queue'],
    consequence: ['Расхождение снова станет ничьим.', 'The break has no owner again.'],
    icon: 'CornerUpLeft',
    form: [],
    offered: (row, staff) => isOpen(row) && row['owner_id'] === staff.id.toString(),
    input: z.object({}),
    run: async (call) => {
      await assignBreak(call.app, { breakId: call.id, staffId: call.staff.id, ownerId: null });
      return { before: { owner: call.row['owner_id'] }, after: { owner: null }, notice: SAVED };
    },
  }),
  defineAction({
    ...common,
    name: 'remarkBreak',
    label: ['Замечание', 'Remark'],
    icon: 'Edit3',
    form: [
      {
        name: 'breakRemark',
        label: ['Что выяснили', 'What you found out'],
        type: 'textarea',
        required: true,
        from: 'remark',
      },
    ],
    offered: isOpen,
    input: z.object({ breakRemark: z.string().trim().max(1000) }),
    run: async (call, { breakRemark }) => {
      await remarkBreak(call.app, { breakId: call.id, staffId: call.staff.id, remark: breakRemark });
      return { before: { remark: call.row['remark'] }, after: { remark: breakRemark }, notice: SAVED };
    },
  }),
  resolution('creditBreak', 'credit', {
    label: ['Зачислить покупателю', 'Credit to buyer'],
    consequence: MAY_WAIT,
    icon: 'UserPlus',
    form: [AMOUNT, NOTE],
    side: 'came',
    fits: hasUser,
  }),
  resolution('linkBreak', 'link', {
    label: ['Зачислить пользователю', 'Link to user'],
    consequence: MAY_WAIT,
    icon: 'Link',
    form: [
      { name: 'userId', label: ['Номер пользователя', 'User number'], type: 'text', required: true },
      AMOUNT,
      NOTE,
    ],
    side: 'came',
    fits: (row) => !hasUser(row),
  }),
  resolution('writeOffBreak', 'write_off', {
    label: ['До выяснения', 'Write off to suspense'],
    icon: 'Archive',
    form: [AMOUNT, NOTE],
    side: 'came',
  }),
  resolution('sentBackBreak', 'refund', {
    label: ['Провайдер вернул сам', 'Sent back, never booked'],
    icon: 'CornerUpLeft',
    form: [NOTE],
    side: 'came',
  }),
  resolution('refundedBreak', 'refund', {
    label: ['Ушло возвратом', 'Gone as a refund'],
    icon: 'CornerUpLeft',
    form: [
      {
        name: 'refundId',
        label: ['Номер нашего возврата, если он был', 'Id of our refund, if it was ours'],
        type: 'text',
      },
      { name: 'amount', label: COMMON_COLUMNS.amount, type: 'amount' },
      NOTE,
    ],
    side: 'gone',
  }),
  resolution('writeOffLossBreak', 'write_off', {
    label: ['Списать потерю', 'Write off the loss'],
    icon: 'TrendingDown',
    form: [AMOUNT, NOTE],
    side: 'gone',
  }),
  resolution('ignoreBreak', 'ignore', {
    label: ['Ничего не делать', 'Ignore'],
    icon: 'Slash',
    form: [NOTE],
  }),
];
