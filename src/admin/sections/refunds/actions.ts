import type { Action } from '../../../staff/index.ts';
import { z } from 'zod';
import {
  approveRefund,
  askForAddress,
  cancelRefund,
  findRefund,
  lookUpNow,
  rejectRefund,
  isUnderWay,
  retryRefund,
  staffMay,
  type Decided,
  type Decision,
  type Refund,
  type RefundStatus,
  type StaffStep,
} from '../../../refunds/index.ts';
import type { App } from '../../../app.ts';
import { AppError } from '../../../lib/index.ts';
import { defineAction, type ActionCall, type PanelAction } from '../../access/actions.ts';
import type { Pair } from '../../words/pair.ts';
import { DONE } from './texts.ts';

type Subject = 'refunds' | 'adjustments';
type Params = Readonly<Record<string, unknown>>;

const LONGEST_REMARK = 2000;
const MAY_SAY = z.object({ remark: z.string().trim().max(LONGEST_REMARK).default('') });
const MUST_SAY = z.object({ remark: z.string().trim().min(3).max(LONGEST_REMARK) });

/** A decision about one request, and when it is offered. The use case and the database have the last word. */
interface Step {
  readonly name: StaffStep;
  readonly label: Pair;
  readonly right: Action;
  readonly icon: string;
  /** `others` keeps people from deciding on their own requests. */
  readonly whose?: 'own' | 'others';
  readonly mustSay?: true;
  readonly fits?: (params: Params) => boolean;
  readonly decide: (app: App, decision: Decision) => Promise<Refund | Decided>;
}

const isToAddress = (params: Params): boolean => params['destination'] === 'address';

const APPROVE: Step = {
  name: 'approve',
  label: ['Одобрить', 'Approve'],
  right: 'approve',
  icon: 'CheckCircle',
  whose: 'others',
  decide: approveRefund,
};
const REJECT: Step = {
  name: 'reject',
  label: ['Отклонить', 'Reject'],
  right: 'approve',
  icon: 'XCircle',
  whose: 'others',
  mustSay: true,
  decide: rejectRefund,
};
const TAKE_BACK: Step = {
  name: 'takeBack',
  label: ['Отозвать свой запрос', 'Take back'],
  right: 'request',
  icon: 'CornerUpLeft',
  whose: 'own',
  decide: cancelRefund,
};
const GIVE_UP: Step = {
  name: 'giveUp',
  label: ['Отменить', 'Cancel'],
  right: 'manage',
  icon: 'Slash',
  mustSay: true,
  decide: cancelRefund,
};
const RETRY: Step = {
  name: 'retry',
  label: ['Отправить ещё раз', 'Send again'],
  right: 'manage',
  icon: 'RotateCw',
  mustSay: true,
  decide: retryRefund,
};
const ASK_ADDRESS: Step = {
  name: 'askAddress',
  label: ['Спросить другой адрес', 'Ask for another address'],
  right: 'manage',
  icon: 'MapPin',
  fits: isToAddress,
  decide: askForAddress,
};

function decision(subject: Subject, step: Step): PanelAction {
  return defineAction({
    name: step.name,
    label: step.label,
    subject,
    right: step.right,
    kind: 'record',
    icon: step.icon,
    component: 'RefundDecision',
    form: [
      {
        name: 'remark',
        label: ['Замечание (останется в истории)', 'Remark (stays in the trail)'],
        type: 'textarea',
        required: step.mustSay === true,
      },
    ],
    offered: (params, staff) =>
      staffMay(params['status'] as RefundStatus, step.name) &&
      (step.whose === undefined ||
        (params['requested_by'] === staff.id.toString()) === (step.whose === 'own')) &&
      (step.fits?.(params) ?? true),
    input: step.mustSay ? MUST_SAY : MAY_SAY,
    run: async (call, { remark }) => {
      if (step.whose === 'own' && call.row['requested_by'] !== call.staff.id)
        throw new AppError('REFUND_NOT_ALLOWED');
      const after = await step.decide(call.app, { refundId: call.id, staffId: call.staff.id, remark });
      if ('isRepeat' in after && after.isRepeat)
        return {
          unchanged: true,
          isRepeat: true,
          notice: [
            'Вы это уже одобрили: ничего не изменилось',
            'You had approved this before: nothing was changed',
          ],
        };
      return {
        before: stateOf(call.row),
        after: { status: after.status, remark },
        notice: DONE[after.status],
      };
    },
  });
}

/** Asks the provider for the result now. The answer is stored in the same way as that of the job. Sends nothing. */
const lookUp = defineAction({
  name: 'lookUp',
  label: ['Узнать у системы сейчас', 'Look up now'],
  consequence: [
    'Спросим платёжную систему, что стало с отправкой. Деньги при этом не отправляются.',
    'Asks the provider what became of the payout. Nothing is sent.',
  ],
  subject: 'refunds',
  right: 'manage',
  kind: 'record',
  icon: 'RefreshCw',
  form: [],
  outside: true,
  offered: (params) => staffMay(params['status'] as RefundStatus, 'lookUp'),
  input: z.object({}),
  run: async (call) => {
    const known = await findRefund(call.app, call.id);
    if (!known) throw new AppError('REFUND_UNKNOWN');
    // The job was faster, so there is nothing left to ask.
    if (!isUnderWay(known)) return { unchanged: true, isRepeat: true, notice: DONE[known.status] };
    await lookUpNow(call.app, { refundId: call.id, staffId: call.staff.id });
    const after = await findRefund(call.app, call.id);
    return {
      before: { ...stateOf(call.row), provider: call.row['seen_status'] },
      after: { status: after?.status, provider: after?.seenStatus },
      notice: ['Система ответила, ответ записан', 'The provider answered; it is written down'],
    };
  },
});

function stateOf(row: ActionCall['row']): Record<string, unknown> {
  return { status: row['status'], amount: row['amount'], asset: row['asset'], error: row['error'] };
}

export const REFUND_ACTIONS: readonly PanelAction[] = [
  ...[APPROVE, REJECT, TAKE_BACK, RETRY, ASK_ADDRESS, GIVE_UP].map((step) => decision('refunds', step)),
  lookUp,
];
export const ADJUSTMENT_ACTIONS: readonly PanelAction[] = [APPROVE, REJECT, TAKE_BACK, RETRY, GIVE_UP].map(
  (step) => decision('adjustments', step),
);
