import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import {
  approvePrice,
  coin,
  findPriceChange,
  priceInForce,
  rejectPrice,
  submitDraft,
  takeBackPrice,
  type AskedPrice,
  type PriceChange,
} from '../../../shop/index.ts';
import { defineAction, type ActionCall, type ActionResult, type PanelAction } from '../../access/actions.ts';
import type { Pair } from '../../words/pair.ts';

type Offered = NonNullable<PanelAction['offered']>;

/** The result of a change, by its present state. */
export const DONE: Readonly<Record<PriceChange['status'], Pair>> = {
  draft: ['Черновик сохранён', 'The draft is saved'],
  waiting: [
    'Цена пока прежняя: изменение ждёт решения другого администратора',
    'The price stays as it is: the change waits for another administrator',
  ],
  published: [
    'Новая цена действует, бот уже показывает её',
    'The new price is in force, the bot shows it already',
  ],
  rejected: ['Отклонено, цена прежняя', 'Rejected, the price stays'],
  cancelled: ['Отозвано, цена прежняя', 'Taken back, the price stays'],
};
const SCHEDULED: Pair = [
  'Запланировано: бот покажет цену, когда придёт её время',
  'Scheduled: the bot will show the price when its time comes',
];

export async function changeOf({ app, id }: ActionCall): Promise<PriceChange> {
  const change = await findPriceChange(app.db, BigInt(id));
  if (!change) throw new AppError('PRICE_CHANGE_UNKNOWN');
  return change;
}

/** Only for the buttons. The use case and the database decide. */
export const isIn =
  (statuses: readonly string[], whose: 'own' | 'others'): Offered =>
  (params, staff) =>
    statuses.includes(String(params['status'])) &&
    (params['requested_by'] === staff.id.toString()) === (whose === 'own');

/**
 * The answer to the person who asked. The audit row is about the change, even if the action was called on another
 * record.
 */
export function asked({ app }: ActionCall, change: AskedPrice): ActionResult {
  const isLater =
    change.status === 'published' && change.validFrom !== null && change.validFrom > app.clock.now();
  return {
    about: { type: 'price_changes', id: change.id.toString() },
    after: told(change),
    notice: isLater ? SCHEDULED : DONE[change.status],
    data: { id: change.id.toString(), status: change.status },
    ...(change.isRepeat ? { unchanged: true } : {}),
  };
}

/** A change in the form of the audit log. */
export function told(change: PriceChange): Record<string, unknown> {
  const { status, packageId, asset, price, listPrice, bonusStars, validFrom, validUntil, reason, remark } =
    change;
  return { status, packageId, asset, price, listPrice, bonusStars, validFrom, validUntil, reason, remark };
}

/** The version that buyers pay now, in the form of the audit log. Nothing if none is sold. */
export async function soldNow(
  { app }: ActionCall,
  packageId: bigint | null,
): Promise<Record<string, unknown> | undefined> {
  const version = await priceInForce(app.db, packageId, coin(app.config).code);
  if (!version) return undefined;
  const { priceId, asset, price, listPrice, bonusStars } = version;
  return { priceId, asset, price, listPrice, bonusStars };
}

/** A step of a stored change. If it is taken twice, it is one step and one audit row. */
function step(
  action: Pick<PanelAction, 'name' | 'label' | 'right' | 'icon' | 'offered'> & { mustSay?: true },
  take: (call: ActionCall, remark: string) => Promise<AskedPrice>,
): PanelAction {
  const { mustSay = false, ...rest } = action;
  return defineAction({
    subject: 'packages',
    kind: 'record',
    ...rest,
    component: 'PriceDecision',
    form: [
      {
        name: 'remark',
        label: ['Замечание (останется в истории)', 'Remark (stays in the trail)'],
        type: 'textarea',
        required: mustSay,
      },
    ],
    input: z.object({
      remark: mustSay ? z.string().trim().min(3).max(2000) : z.string().trim().max(2000).default(''),
    }),
    run: async (call, { remark }) => {
      const before = await changeOf(call);
      const sold = await soldNow(call, before.packageId);
      const after = await take(call, remark);
      return { ...asked(call, after), before: { status: before.status, ...sold } };
    },
  });
}

const by = ({ id, staff }: ActionCall, remark?: string) => ({
  changeId: BigInt(id),
  staffId: staff.id,
  remark,
});

export const PRICE_STEPS: readonly PanelAction[] = [
  step(
    {
      name: 'submit',
      label: ['Отправить', 'Submit'],
      right: 'edit',
      icon: 'Send',
      offered: isIn(['draft'], 'own'),
    },
    (call) => submitDraft(call.app, by(call)),
  ),
  step(
    {
      name: 'approve',
      label: ['Одобрить', 'Approve'],
      right: 'approve',
      icon: 'CheckCircle',
      offered: isIn(['waiting'], 'others'),
    },
    (call, remark) => approvePrice(call.app, by(call, remark)),
  ),
  step(
    {
      name: 'reject',
      label: ['Отклонить', 'Reject'],
      right: 'approve',
      icon: 'XCircle',
      offered: isIn(['waiting'], 'others'),
      mustSay: true,
    },
    (call, remark) => rejectPrice(call.app, by(call, remark)),
  ),
  step(
    {
      name: 'takeBack',
      label: ['Отозвать свой запрос', 'Take back'],
      right: 'edit',
      icon: 'CornerUpLeft',
      offered: isIn(['draft', 'waiting'], 'own'),
    },
    (call, remark) => takeBackPrice(call.app, by(call, remark)),
  ),
];
