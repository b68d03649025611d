import type { Words } from '../words.ts';
import { sentButton } from './delivery.ts';
import { homeButton } from './home.ts';
import { openRefundButton, type ShownRefund } from './refund.ts';
import { button, lines, paragraphs, type Screen } from './screen.ts';

export function settingsScreen(state: { notifications: boolean; saved: boolean }, w: Words): Screen {
  const { settings } = w.t;
  return {
    text: paragraphs(
      settings.title,
      lines(settings.language, settings.notifications(state.notifications)),
      state.saved && settings.saved,
    ),
    buttons: [
      [
        button(settings.toRu, { do: 'language_{language}', language: 'ru' }),
        button(settings.toEn, { do: 'language_{language}', language: 'en' }),
      ],
      [
        state.notifications
          ? button(settings.turnOff, { do: 'notifications_{flag}', flag: 'off' })
          : button(settings.turnOn, { do: 'notifications_{flag}', flag: 'on' }),
      ],
      [button(settings.privacy, { do: 'privacy' })],
      [homeButton(w)],
    ],
  };
}

export function privacyScreen(state: { exported: boolean }, w: Words): Screen {
  const { privacyScreen: words } = w.t.settings;
  return {
    text: paragraphs(words.title, state.exported ? words.exported : words.text),
    buttons: [
      [button(words.export, { do: 'privacy_export' })],
      [button(words.remove, { do: 'privacy_delete' })],
      [button(w.t.common.back, { do: 'settings' }), homeButton(w)],
    ],
  };
}

/** What prevents a deletion, or would be lost by it. Minor units. */
export interface DeletionState {
  readonly wallet: bigint;
  readonly stars: bigint;
  /** Set aside for refunds to a wallet. */
  readonly hold: bigint;
  /** Stars that are on their way to an account. */
  readonly delivery: bigint;
  /** Running payments keep the account open. */
  readonly openOrders: boolean;
  /** Running refunds do so too, because their money would reach nobody. */
  readonly refunds: readonly ShownRefund[];
}

export function deletionScreen(state: DeletionState, w: Words): Screen {
  const { deletion } = w.t.settings;
  const { wallet, stars: owned, hold, delivery, refunds, openOrders } = state;
  const isWaiting = openOrders || hold > 0n || delivery > 0n || refunds.length > 0;
  const isEmpty = wallet === 0n && owned === 0n;
  // The button carries the named amounts, so that no other amount can be lost by it.
  const burn = button(deletion.burn, { do: 'privacy_delete_{wallet}_{owned}', wallet, owned });
  const confirm = button(deletion.confirm, { do: 'privacy_delete_confirm' });
  return {
    text: paragraphs(
      deletion.title,
      deletion.text,
      isEmpty ? deletion.empty : deletion.left(w.money(wallet), w.stars(owned)),
      lines(
        hold > 0n && deletion.held(w.money(hold)),
        delivery > 0n && deletion.onTheWay(w.stars(delivery)),
        ...refunds.map((refund) => deletion.refund(amountOf(refund, w), w.t.refund.statuses[refund.status])),
        openOrders && deletion.openOrders,
      ),
      isWaiting && deletion.waits,
      !isEmpty && deletion.offer,
    ),
    buttons: [
      ...(isEmpty ? [] : [[button(deletion.back, { do: 'privacy_return' })]]),
      ...(delivery > 0n ? [[sentButton(w)]] : []),
      ...refunds.slice(0, MOST_REFUNDS).map(({ id, kind }) => [openRefundButton(id, w, kind)]),
      ...(isWaiting ? [] : [[isEmpty ? confirm : burn]]),
      [button(deletion.keep, { do: 'settings' }), homeButton(w)],
    ],
  };
}

/** One screen has buttons for at most this many refunds. */
const MOST_REFUNDS = 3;

function amountOf({ amount, asset }: ShownRefund, w: Words): string {
  return asset === 'STAR' ? w.stars(amount) : w.money(amount);
}

/** Asks for the word, and names again what would be lost. `wrong`: another word was typed. */
export function deletionWordScreen(
  state: { wallet: bigint; stars: bigint; wrong: boolean },
  w: Words,
): Screen {
  const { deletion } = w.t.settings;
  return {
    text: paragraphs(
      deletion.title,
      deletion.left(w.money(state.wallet), w.stars(state.stars)),
      state.wrong ? deletion.wrongWord(deletion.word) : deletion.askWord(deletion.word),
    ),
    buttons: [
      [button(deletion.back, { do: 'privacy_return' })],
      [button(w.t.common.cancel, { do: 'draft_cancel' }), homeButton(w)],
    ],
  };
}

/** No button, because any button would make a new account at once. */
export function deletedScreen(w: Words): Screen {
  return { text: w.t.settings.deletion.done, buttons: [] };
}
