import type { Package } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { button, clip, paragraphs, rows, type Button, type Screen } from './screen.ts';

export interface HomeState {
  readonly name: string | null;
  readonly wallet: bigint;
  readonly stars: bigint;
  readonly packages: readonly Package[];
  readonly hasOpenTicket: boolean;
  readonly invited?: boolean;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
}

export function homeScreen(state: HomeState, w: Words): Screen {
  const { home } = w.t;
  const discount = Math.max(0, ...state.packages.map((p) => p.discountPercent));
  return {
    text: paragraphs(
      home.title,
      state.name === null ? home.helloUnnamed : home.hello(clip(state.name, 64)),
      state.invited === true && home.invited,
      home.account(w.money(state.wallet), w.stars(state.stars)),
      state.hasOpenTicket && home.openTicket,
      discount > 0 ? home.offer(discount) : home.offerPlain,
      home.question,
    ),
    buttons: mainButtons(w, state.canSend),
  };
}

/** Shown for a button that no version of the bot knows, or whose target is gone. */
export function outOfDateScreen(w: Words): Screen {
  const { outOfDate } = w.t.home;
  return { text: paragraphs(outOfDate.title, outOfDate.text), buttons: [...mainButtons(w), [homeButton(w)]] };
}

/** A message that answers no question. */
export function notUnderstoodScreen(w: Words): Screen {
  const { notUnderstood } = w.t.home;
  return {
    text: paragraphs(notUnderstood.title, notUnderstood.text),
    buttons: [[button(w.t.common.support, { do: 'create_ticket' })], ...mainButtons(w), [homeButton(w)]],
  };
}

export function cancelledScreen(state: { hadDraft: boolean }, w: Words): Screen {
  return {
    text: state.hadDraft ? w.t.home.cancelled : w.t.home.nothingToCancel,
    buttons: [...mainButtons(w), [homeButton(w)]],
  };
}

function mainButtons(w: Words, canSend = false): Button[][] {
  const { common } = w.t;
  return [
    [button(common.buy, { do: 'buy_stars' })],
    ...(canSend ? [[button(common.send, { do: 'send_stars' })]] : []),
    ...rows(
      [
        button(common.balance, { do: 'balance' }),
        button(common.history, { do: 'balance_history' }),
        button(common.help, { do: 'help' }),
        button(common.settings, { do: 'settings' }),
      ],
      2,
    ),
  ];
}

export function homeButton(w: Words): Button {
  return button(w.t.common.home, { do: 'home' });
}
