import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { sentButton } from './delivery.ts';
import { operationLine, type OperationLine } from './history.ts';
import { homeButton } from './home.ts';
import { openButton } from './payment.ts';
import { openRefundButton, type ShownRefund } from './refund.ts';
import { button, lines, paragraphs, rows, type Screen } from './screen.ts';

interface Pending {
  readonly count: number;
  readonly amount: bigint;
}

/** Number of unpaid invoices that have a button. */
const OPEN_SHOWN = 2;

export interface BalanceState {
  readonly wallet: bigint;
  readonly stars: bigint;
  readonly hold: bigint;
  /** Stars that are on their way to an account. */
  readonly delivery: bigint;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
  /** Payments that wait for the user, with the missing amount; and payments on their way or under review. */
  readonly unpaid: Pending;
  readonly coming: Pending;
  /** The unpaid ones, the newest first. */
  readonly open: readonly Order[];
  /** The refunds for which it is set aside. */
  readonly heldFor: readonly Pick<ShownRefund, 'id' | 'amount' | 'status'>[];
  readonly last: readonly OperationLine[];
  readonly topupsEnabled: boolean;
}

export function balanceScreen(state: BalanceState, w: Words): Screen {
  const { balance, common } = w.t;
  return {
    text: paragraphs(
      balance.title,
      lines(
        balance.coins(w.money(state.wallet)),
        balance.stars(state.stars.toString()),
        state.delivery > 0n && balance.onTheWay(w.stars(state.delivery)),
        state.hold > 0n && balance.held(w.money(state.hold)),
        state.unpaid.count > 0 && balance.unpaid(state.unpaid.count, w.money(state.unpaid.amount)),
        state.coming.count > 0 &&
          balance.coming(
            state.coming.count,
            state.coming.amount > 0n ? w.money(state.coming.amount) : undefined,
          ),
        ...state.heldFor.map(({ amount, status }) =>
          balance.heldState(w.money(amount), w.t.refund.statuses[status]),
        ),
      ),
      state.last.length === 0
        ? balance.none
        : lines(balance.last, ...state.last.map((line) => operationLine(line, w))),
      !state.topupsEnabled && balance.topupsOff,
    ),
    buttons: [
      ...rows(
        state.open.slice(0, OPEN_SHOWN).map((order) => openButton(order, w)),
        1,
      ),
      [
        ...(state.topupsEnabled ? [button(common.topUp, { do: 'recharge' })] : []),
        button(common.buy, { do: 'buy_stars' }),
      ],
      ...(state.canSend ? [[button(common.send, { do: 'send_stars' }), sentButton(w)]] : []),
      ...(!state.canSend && state.delivery > 0n ? [[sentButton(w)]] : []),
      ...state.heldFor.slice(0, 2).map(({ id }) => [openRefundButton(id, w)]),
      [button(common.history, { do: 'balance_history' }), homeButton(w)],
    ],
  };
}

/** Ready-made top-ups, in whole coins. */
export const TOPUP_AMOUNTS = [10, 50, 100, 500] as const;

export interface RechargeState {
  /** Minor units in one coin. */
  readonly unit: bigint;
  readonly circuitOpen: boolean;
}

export function rechargeScreen(state: RechargeState, w: Words): Screen {
  const { recharge } = w.t.balance;
  const amounts = TOPUP_AMOUNTS.map((amount) =>
    button(`💎 ${w.money(BigInt(amount) * state.unit)}`, { do: 'recharge_{amount}', amount }),
  );
  return {
    text: paragraphs(recharge.title, recharge.intro, state.circuitOpen && w.t.shop.circuit),
    buttons: [
      ...rows(amounts, 2),
      [button(recharge.custom, { do: 'recharge_custom' })],
      [button(w.t.common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}

export function rechargePromptScreen(state: { min: bigint; max: bigint }, w: Words): Screen {
  const { recharge } = w.t.balance;
  return {
    text: paragraphs(recharge.customPrompt(w.money(state.min), w.money(state.max)), recharge.example),
    buttons: [
      [button(w.t.common.cancel, { do: 'draft_cancel' })],
      [button(w.t.common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}
