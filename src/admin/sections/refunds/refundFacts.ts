import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { limitOf, originalsOf, type Original } from '../../../refunds/index.ts';
import { findOrder } from '../../../shop/index.ts';
import { defineAction } from '../../access/actions.ts';
import { moneyStyle } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';

/** What can go back for an order, and the person's own limit. */
export interface RefundFacts {
  readonly payments: readonly {
    readonly gave: Original['gave'];
    readonly paid: string;
    /** The amount that went back or is requested. */
    readonly back: string;
    readonly left: string;
    readonly isLeft: boolean;
    readonly isByInvoice: boolean;
    readonly stars: string;
  }[];
  /** `most` is null if any amount is allowed. More than `alone` a day needs a second person. */
  readonly limit: { readonly most: string | null; readonly alone: string };
}

/** The facts for the form that asks for a refund. */
export const refundFacts = defineAction({
  name: 'refundFacts',
  label: ['Что можно вернуть', 'What can go back'],
  subject: 'refunds',
  right: 'request',
  kind: 'record',
  icon: 'CornerUpLeft',
  button: false,
  input: z.object({}),
  run: async ({ app, id, staff }) => {
    const order = await findOrder(app, id);
    if (!order) throw new AppError('ORDER_UNKNOWN');
    const originals = await originalsOf(app.db, order);
    const limit = await limitOf(app.db, staff.id, 'refund');
    const shown = (amount: bigint): string =>
      moneyText(moneyStyle(app.config), amount, app.config.PAYMENT_ASSET);
    const facts: RefundFacts = {
      payments: originals.map(({ gave, paid, rest, stars, invoiceId }) => ({
        gave,
        paid: shown(paid),
        back: shown(paid - rest),
        left: shown(rest),
        isLeft: rest > 0n,
        isByInvoice: invoiceId !== null,
        stars: (stars.bought + stars.bonus + stars.promo).toString(),
      })),
      limit: {
        most: limit.requestUpTo === null ? null : shown(limit.requestUpTo),
        alone: shown(limit.approvalAbove),
      },
    };
    return { unchanged: true, data: { ...facts } };
  },
});
