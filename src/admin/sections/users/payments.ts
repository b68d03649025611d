import { originalsOf, type Original } from '../../../refunds/index.ts';
import { findOrder } from '../../../shop/index.ts';
import type { Access } from '../../access/panel.ts';
import { moneyText, type ShownRow } from '../../access/reader/index.ts';
import { textOf } from '../../access/rows.ts';

/** The money of one order, and how much of it can still go back. */
export interface Payment {
  readonly order: ShownRow;
  readonly paid: string;
  readonly back: string;
  readonly left: string;
  readonly isLeft: boolean;
}

/** The payments among some orders, for people who may ask for their refund. */
export async function readPayments(access: Access, orders: readonly ShownRow[]): Promise<Payment[]> {
  if (!access.ability.can('request', 'refunds')) return [];
  const { reads, style, app } = access.panel;
  const paid = orders.filter((order) => order['paid_at'] !== null);
  const found = await Promise.all(
    paid.map(async (row): Promise<Payment | undefined> => {
      const order = await findOrder({ db: reads }, textOf(row, 'id'));
      if (!order) return undefined;
      const originals = await originalsOf(reads, order);
      const sum = (of: (original: Original) => bigint): bigint =>
        originals.reduce((total, original) => total + of(original), 0n);
      const shown = (amount: bigint): string => moneyText(style, amount, app.config.PAYMENT_ASSET);
      const left = sum(({ rest }) => rest);
      return {
        order: row,
        paid: shown(sum((original) => original.paid)),
        back: shown(sum((original) => original.paid - original.rest)),
        left: shown(left),
        isLeft: left > 0n,
      };
    }),
  );
  return found.filter((payment) => payment !== undefined);
}
