import { z } from 'zod';
import { userBalances } from '../../../ledger/index.ts';
import { AppError, parseAmount, type Asset } from '../../../lib/index.ts';
import {
  previewRequest,
  REFUND_DESTINATIONS,
  REFUND_REASONS,
  requestAdjustment,
  requestRefund,
  type AdjustmentRequest,
  type Refund,
  type RefundRequest,
  type RequestPreview,
} from '../../../refunds/index.ts';
import { coin } from '../../../shop/index.ts';
import { showLines, type PlannedLine } from '../../access/money.ts';
import { moneyStyle } from '../../access/panel.ts';
import { findRows, moneyText } from '../../access/reader/index.ts';
import { defineAction, type ActionCall, type ActionResult } from '../../access/actions.ts';
import { TICKETS } from '../tickets/source.ts';
import { refundFacts } from './refundFacts.ts';
import { REQUEST_FIELDS } from './requestFields.ts';
import { DONE, TEXTS } from './texts.ts';

/** The texts of every request, beside its money. */
export const WORDS = {
  reason: z.enum(REFUND_REASONS),
  note: z.string(),
  /** Made when the form was drawn, so that a second click finds the first request. */
  requestKey: z.string().min(8).max(100),
};
const REFUND = z.object({
  ...WORDS,
  /** The amount as it was typed. Empty: all that is left. */
  amount: z.string().trim(),
  destination: z.enum(REFUND_DESTINATIONS),
  ticketId: z.uuid().optional(),
});
const ADJUSTMENT = z.object({
  ...WORDS,
  amount: z.string().trim(),
  direction: z.enum(['credit', 'debit']),
  unit: z.enum(['coin', 'stars']),
});
const STAR: Asset = { code: 'STAR', exponent: 0 };

const form = Object.values(REQUEST_FIELDS);
const onOrder = { subject: 'refunds', right: 'request', kind: 'record', icon: 'CornerUpLeft', form } as const;
const onUser = { subject: 'adjustments', right: 'request', kind: 'record', icon: 'Sliders', form } as const;

const previewRefund = defineAction({
  ...onOrder,
  name: 'previewRefund',
  label: ['Проверить возврат', 'Check the refund'],
  button: false,
  input: REFUND,
  run: async (call, input) => previewed(call, await refundWish(call, input)),
});

const askRefund = defineAction({
  ...onOrder,
  name: 'requestRefund',
  label: TEXTS.ask,
  component: 'RefundRequest',
  offered: ({ status }) => status === 'paid' || status === 'underpaid',
  input: REFUND,
  run: async (call, input) =>
    requested('refunds', await requestRefund(call.app, await refundWish(call, input))),
});

const previewAdjustment = defineAction({
  ...onUser,
  name: 'previewAdjustment',
  label: ['Проверить корректировку', 'Check the adjustment'],
  button: false,
  input: ADJUSTMENT,
  run: async (call, input) => {
    const wish = adjustmentWish(call, input);
    const result = await previewed(call, wish);
    const { wallet, stars } = await userBalances(call.app.db, wish.userId, call.app.config.PAYMENT_ASSET);
    const before = wish.asset === STAR.code ? stars : wallet;
    const shown = (amount: bigint): string => moneyText(moneyStyle(call.app.config), amount, wish.asset);
    const after = wish.direction === 'credit' ? before + wish.amount : before - wish.amount;
    const balance: ShownBalance = { before: shown(before), after: shown(after) };
    return { ...result, data: { ...result.data, balance } };
  },
});

const askAdjustment = defineAction({
  ...onUser,
  name: 'requestAdjustment',
  label: ['Изменить баланс', 'Adjust balance'],
  component: 'AdjustmentRequest',
  input: ADJUSTMENT,
  run: async (call, input) =>
    requested('adjustments', await requestAdjustment(call.app, adjustmentWish(call, input))),
});

async function refundWish(call: ActionCall, input: z.infer<typeof REFUND>): Promise<RefundRequest> {
  const { amount, ticketId, ...rest } = input;
  if (ticketId !== undefined) await requireTicket(call, ticketId);
  return {
    ...rest,
    ...common(call),
    of: { orderId: call.id },
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(amount === '' ? {} : { amount: parseAmount(amount, coin(call.app.config)) }),
  };
}

/** The ticket must be visible to the person, and must belong to the user of the order. */
async function requireTicket({ app, ability, row }: ActionCall, ticketId: string): Promise<void> {
  const [ticket] = await findRows(app.db, { ability, source: TICKETS }, [ticketId]);
  if (!ticket || ticket['user_id'] !== row['user_id']) throw new AppError('TICKET_UNKNOWN');
}

function adjustmentWish(call: ActionCall, input: z.infer<typeof ADJUSTMENT>): AdjustmentRequest {
  const { amount, unit, ...rest } = input;
  const asset = unit === 'stars' ? STAR : coin(call.app.config);
  return {
    ...rest,
    ...common(call),
    userId: BigInt(call.id),
    asset: asset.code,
    amount: parseAmount(amount, asset),
  };
}

/** A balance now and after the change. */
export interface ShownBalance {
  readonly before: string;
  readonly after: string;
}

export function common({ staff, actor }: ActionCall): { staffId: bigint; correlationId: string | undefined } {
  return { staffId: staff.id, correlationId: actor.correlationId };
}

async function previewed(
  { app }: ActionCall,
  wish: RefundRequest | AdjustmentRequest,
): Promise<ActionResult> {
  return { unchanged: true, data: { preview: showPreview(app, await previewRequest(app, wish)) } };
}

/** The preview of a request. */
export interface ShownPreview {
  readonly amount: string;
  /** Stars that are taken back with it. */
  readonly stars: string;
  readonly needsApproval: boolean;
  readonly network: string | null;
  readonly currency: string | null;
  readonly lines: readonly PlannedLine[];
}

export function showPreview({ config }: ActionCall['app'], { refund, lines }: RequestPreview): ShownPreview {
  const style = moneyStyle(config);
  return {
    amount: moneyText(style, refund.amount, refund.asset),
    stars: (refund.stars + refund.bonusStars).toString(),
    needsApproval: refund.needsApproval,
    network: refund.network,
    currency: refund.currency,
    lines: showLines(style, lines),
  };
}

export function requested(
  type: 'refunds' | 'adjustments',
  refund: Refund & { isRepeat: boolean },
): ActionResult {
  const { id, status, userId, orderId, originalId, ticketId } = refund;
  const { amount, asset, direction, destination, reason, note } = refund;
  return {
    about: { type, id },
    after: {
      status,
      userId,
      orderId,
      originalId,
      ticketId,
      amount,
      asset,
      direction,
      destination,
      reason,
      note,
    },
    notice: DONE[status],
    data: { id, type },
    ...(refund.isRepeat ? { unchanged: true } : {}),
  };
}

export const ORDER_REFUND_ACTIONS = [askRefund, refundFacts, previewRefund];
export const USER_ADJUSTMENT_ACTIONS = [askAdjustment, previewAdjustment];
