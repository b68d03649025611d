import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, clip, lines, paragraphs, type Screen } from './screen.ts';
import { leftOutWords, type TicketDraftState } from './tickets.ts';

export interface AmountProblemState {
  /** Why the typed amount was not taken. */
  readonly problem: 'AMOUNT_INVALID' | 'AMOUNT_OUT_OF_RANGE';
  /** The limits, as the user sees them. */
  readonly min: string;
  readonly max: string;
  /** Most decimals. 0: a whole number. */
  readonly decimals: number;
}

/** The typed amount is not taken. The unfinished action goes on. */
export function amountProblemScreen(state: AmountProblemState, w: Words): Screen {
  const { drafts } = w.t;
  const range = drafts.range(state.min, state.max);
  return {
    text: paragraphs(
      state.problem === 'AMOUNT_INVALID' ? drafts.amountWrong : drafts.outOfRange,
      state.problem === 'AMOUNT_INVALID'
        ? lines(
            drafts.amountHow,
            state.decimals === 0 ? drafts.wholeOnly : drafts.decimals(state.decimals),
            range,
          )
        : range,
      drafts.kept,
    ),
    buttons: [[button(w.t.common.cancel, { do: 'draft_cancel' })], [homeButton(w)]],
  };
}

export type DraftName =
  | 'purchase'
  | 'balance_purchase'
  | 'topup'
  | 'promo'
  | 'ticket'
  | 'refund_address'
  | 'send_stars'
  | 'recipient'
  | 'gift_note'
  | 'delete_account';

/** The answer came too late. The action is still known and can go on. */
export function expiredDraftScreen(
  state: {
    name: DraftName;
    /** The late answer. It is used if the user goes on. */
    typed?: string | undefined;
    left?: TicketDraftState['left'];
  },
  w: Words,
): Screen {
  const { drafts } = w.t;
  return {
    text: paragraphs(
      drafts.expired.title,
      drafts.expired.text(drafts.names[state.name]),
      state.typed !== undefined && drafts.expired.typed(clip(state.typed, 100)),
      leftOutWords(state.left, w),
    ),
    buttons: [
      [button(drafts.resume, { do: 'draft_resume' }), button(drafts.notNow, { do: 'draft_cancel' })],
      [homeButton(w)],
    ],
  };
}

/** Shows what a question led to, when its button is pressed after it was answered. */
export function answeredScreen(state: { orderId: string | undefined }, w: Words): Screen {
  const { drafts } = w.t;
  const { orderId } = state;
  return {
    text: orderId === undefined ? drafts.answered : drafts.answeredByInvoice,
    buttons: [
      ...(orderId === undefined
        ? []
        : [[button(drafts.openInvoice, { do: 'refresh_status_{uuid}', uuid: orderId })]]),
      [homeButton(w)],
    ],
  };
}

/** The answer came so late that the action is no longer known. */
export function lostDraftScreen(w: Words): Screen {
  const { drafts, common } = w.t;
  return {
    text: paragraphs(drafts.expired.title, drafts.expired.gone),
    buttons: [
      [button(common.buy, { do: 'buy_stars' }), button(common.topUp, { do: 'recharge' })],
      [button(w.t.help.myTickets, { do: 'tickets' }), homeButton(w)],
    ],
  };
}
