import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
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

export interface DeletionState {
  readonly wallet: bigint;
  readonly stars: bigint;
  /** Payments under way keep the account open. */
  readonly openOrders: boolean;
}

export function deletionScreen(state: DeletionState, w: Words): Screen {
  const { deletion } = w.t.settings;
  const { wallet, stars: owned } = state;
  const isEmpty = wallet === 0n && owned === 0n;
  // The button carries what was named, so that nothing else is lost by it.
  const confirm = button(
    deletion.confirm,
    isEmpty ? { do: 'privacy_delete_confirm' } : { do: 'privacy_delete_{wallet}_{owned}', wallet, owned },
  );
  return {
    text: paragraphs(
      deletion.title,
      deletion.text,
      isEmpty ? deletion.empty : deletion.left(w.money(state.wallet), w.stars(state.stars)),
      state.openOrders && deletion.openOrders,
    ),
    buttons: [
      ...(state.openOrders ? [] : [[confirm]]),
      [button(deletion.keep, { do: 'settings' }), homeButton(w)],
    ],
  };
}

export function deletedScreen(w: Words): Screen {
  return { text: w.t.settings.deletion.done, buttons: [[homeButton(w)]] };
}
