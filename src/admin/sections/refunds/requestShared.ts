import { z } from 'zod';
import {
  previewRequest,
  REFUND_REASONS,
  type AdjustmentRequest,
  type Refund,
  type RefundRequest,
  type RequestPreview,
} from '../../../refunds/index.ts';
import { showLines, type PlannedLine } from '../../access/money.ts';
import { moneyStyle } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import type { ActionCall, ActionResult } from '../../access/actions.ts';
import { REQUEST_FIELDS } from './requestFields.ts';
import { DONE } from './texts.ts';

/** The texts of every request, beside its money. */
export const WORDS = {
  reason: z.enum(REFUND_REASONS),
  note: z.string(),
  /** Made when the form was drawn, so that a second click finds the first request. */
  requestKey: z.string().min(8).max(100),
};

/** The fields of every request. */
export const form = Object.values(REQUEST_FIELDS);

export function common({ staff, actor }: ActionCall): { staffId: bigint; correlationId: string | undefined } {
  return { staffId: staff.id, correlationId: actor.correlationId };
}

export async function previewed(
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
