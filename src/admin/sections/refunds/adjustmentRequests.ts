import { z } from 'zod';
import { userBalances } from '../../../ledger/index.ts';
import { parseAmount, type Asset } from '../../../lib/index.ts';
import { requestAdjustment, type AdjustmentRequest } from '../../../refunds/index.ts';
import { coin } from '../../../shop/index.ts';
import { moneyStyle } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { defineAction, type ActionCall } from '../../access/actions.ts';
import { WORDS, form, common, previewed, requested } from './requestShared.ts';

const ADJUSTMENT = z.object({
  ...WORDS,
  amount: z.string().trim(),
  direction: z.enum(['credit', 'debit']),
  unit: z.enum(['coin', 'stars']),
});

const STAR: Asset = { code: 'STAR', exponent: 0 };
const onUser = { subject: 'adjustments', right: 'request', kind: 'record', icon: 'Sliders', form } as const;

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
export const USER_ADJUSTMENT_ACTIONS = [askAdjustment, previewAdjustment];
