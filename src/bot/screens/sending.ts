import { MAX_DELIVERY, MIN_DELIVERY } from '../../delivery/index.ts';
import type { Package } from '../../shop/index.ts';
import type { RecipientCheck } from '../../suppliers/index.ts';
import type { Action } from '../callbacks.ts';
import type { Texts } from '../texts/index.ts';
import type { Words } from '../words.ts';
import { sentButton } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, clip, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

export interface SendState {
  /** Stars on the balance. */
  readonly stars: bigint;
  /** There are fewer stars than the user chose. */
  readonly changed?: boolean;
}

/** The most stars that one delivery can take from this many. */
export function mostToSend(stars: bigint): number {
  return Number(stars > BigInt(MAX_DELIVERY) ? BigInt(MAX_DELIVERY) : stars);
}

/** Asks how many: all, or a typed number. */
export function sendScreen({ stars, changed }: SendState, w: Words): Screen {
  const { sending, common } = w.t;
  const most = mostToSend(stars);
  const canSend = most >= MIN_DELIVERY;
  const choices = [100, 500].filter((some) => some < most).map((some) => number(sending.some(some), some));
  return {
    text: paragraphs(
      sending.title,
      changed === true && sending.changed,
      lines(sending.intro, sending.have(w.stars(stars))),
      canSend
        ? sending.howMany(MIN_DELIVERY, most)
        : sending.tooFew(w.stars(MIN_DELIVERY), w.stars(MIN_DELIVERY - most)),
    ),
    buttons: [
      ...(canSend ? [[number(sending.all(most), most)], ...rows(choices, 2)] : []),
      [...(canSend ? [] : [button(common.buy, { do: 'buy_stars' })]), sentButton(w)],
      [button(common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}

function number(label: string, stars: number): Button {
  return button(label, { do: 'send_{stars}', stars });
}

/** Stars of the balance. With `isGift`: a package of this many stars that is bought for another account. */
export interface SendWish {
  readonly stars: number;
  readonly isGift: boolean;
}

export type RecipientProblem = keyof Texts['sending']['problems'];

export interface RecipientState {
  readonly wish: SendWish;
  /** With the bonus. */
  readonly total: number;
  /** The person's own name, if stars can go to it. */
  readonly self: string | undefined;
  readonly recent: readonly string[];
  /** Why the name before this one does not fit. */
  readonly problem?: { readonly why: RecipientProblem; readonly name: string } | undefined;
}

/** Asks who gets the stars. The user types the answer or presses a button. */
export function recipientScreen(state: RecipientState, w: Words): Screen {
  const { recipient, problems, confirm } = w.t.sending;
  const { wish, self, problem } = state;
  const friends = state.recent.map((name) => button(recipient.friend(name), toAction(wish, name)));
  return {
    text: paragraphs(
      problem && problems[problem.why](problem.name),
      lines(recipient.title, confirm.stars(w.stars(state.total))),
      lines(recipient.how, recipient.example),
      self === undefined && recipient.noName,
    ),
    buttons: [
      ...(self === undefined
        ? [[button(recipient.again, otherAction(wish))]]
        : [[button(recipient.me(self), toAction(wish, self))]]),
      ...rows(friends, 1),
      [button(w.t.common.cancel, { do: 'draft_cancel' }), homeButton(w)],
    ],
  };
}

/** A person was picked, but the question is over. */
export function pickedLateScreen(w: Words): Screen {
  return {
    text: w.t.sending.recipient.pickedLate,
    buttons: [[button(w.t.common.send, { do: 'send_stars' })], [homeButton(w)]],
  };
}

function toAction({ stars, isGift }: SendWish, name: string): Action {
  return { do: isGift ? 'gift_{stars}_to_{name}' : 'send_{stars}_to_{name}', stars, name };
}

function otherAction({ stars, isGift }: SendWish): Action {
  return { do: isGift ? 'gift_{stars}' : 'send_{stars}', stars };
}

export interface ConfirmSendState {
  readonly wish: SendWish;
  readonly total: number;
  readonly name: string;
  readonly isSelf: boolean;
  /** Absent: there was nobody to ask. */
  readonly check: RecipientCheck | undefined;
  readonly warn: 'bot' | undefined;
  /** The price of a gift, in minor units. */
  readonly price?: bigint | undefined;
  /** Stars left on the balance, if they come from the balance. */
  readonly left?: bigint | undefined;
  /** The words to the friend who gets a gift. */
  readonly note?: string | undefined;
  /** The friend sees them together with the stars. */
  readonly isCarried?: boolean;
  /** Made for this drawing of the screen. */
  readonly key: string;
  /** What has changed since the screen before. */
  readonly changed?: 'account' | 'price' | undefined;
}

/** The last screen: who, how many, that it cannot be undone, and what happens next. */
export function confirmSendScreen(state: ConfirmSendState, w: Words): Screen {
  const { common, delivery, sending } = w.t;
  const { confirm } = sending;
  const { wish, name, check, price, left, changed } = state;
  const called = calledOf(check);
  return {
    text: paragraphs(
      wish.isGift ? confirm.giftTitle : confirm.title,
      changed === 'account' && confirm.accountChanged,
      changed === 'price' && confirm.priceChanged,
      lines(
        delivery.to(name),
        called !== undefined && confirm.called(called),
        state.isSelf && confirm.self,
        confirm.stars(w.stars(state.total)),
        price !== undefined && confirm.price(w.money(price)),
        left !== undefined && confirm.left(w.stars(left)),
        state.note !== undefined && sending.note.line(state.note),
      ),
      lines(
        check === undefined ? confirm.unchecked : check.is === 'ok' ? confirm.found : confirm.unknown,
        state.warn === 'bot' && confirm.bot,
      ),
      lines(confirm.final, wish.isGift ? confirm.giftNext : confirm.next),
      state.note !== undefined && state.isCarried !== true && sending.note.notShown,
    ),
    buttons: [
      [
        button([yesOf(state, w), called].filter((part) => part !== undefined).join(CALLED_AFTER), {
          do: wish.isGift ? 'give_{stars}_{name}_{key}' : 'go_{stars}_{name}_{key}',
          stars: wish.stars,
          name,
          key: state.key,
        }),
      ],
      ...noteButtons(state, w),
      [button(confirm.other, otherAction(wish))],
      [
        wish.isGift
          ? button(common.toShop, { do: 'back_to_buy_stars' })
          : button(common.toBalance, { do: 'back_to_balance' }),
        homeButton(w),
      ],
    ],
  };
}

/** A gift to somebody else can have a note. */
function noteButtons({ wish, isSelf, name, note }: ConfirmSendState, w: Words): Button[][] {
  const { stars } = wish;
  if (!wish.isGift || isSelf) return [];
  const t = w.t.sending.note;
  const ask = button(note === undefined ? t.add : t.change, { do: 'note_{stars}_{name}', stars, name });
  return note === undefined ? [[ask]] : [[ask, button(t.without, toAction(wish, name))]];
}

/** The label of the button that begins it, without the name. */
export function yesOf({ total, price }: Pick<ConfirmSendState, 'total' | 'price'>, w: Words): string {
  const { confirm } = w.t.sending;
  return price === undefined ? confirm.yes(total) : confirm.pay(total, w.money(price));
}

/** The text between the figures of that button and the name as Telegram shows it. */
export const CALLED_AFTER = ' · ';

/** The account's name as it is shown. */
export function calledOf(check: RecipientCheck | undefined): string | undefined {
  return check?.is === 'ok' && check.name !== undefined
    ? clip(check.name.replaceAll(CALLED_AFTER, ' '), 24)
    : undefined;
}

/** Packages that can be bought for another account. */
export function giftScreen(
  state: { packages: readonly Package[]; tooFew?: boolean; circuitOpen: boolean },
  w: Words,
): Screen {
  const { shop, sending, common } = w.t;
  const { gift } = sending;
  return {
    text: paragraphs(
      gift.title,
      state.tooFew === true && gift.tooFew(w.stars(MIN_DELIVERY)),
      state.packages.length === 0 ? gift.none : gift.intro,
      state.circuitOpen && shop.circuit,
    ),
    buttons: [
      ...rows(
        state.packages.map(({ stars, bonusStars, price }) =>
          button(shop.packageButton({ stars, bonus: bonusStars, price: w.money(price) }), {
            do: 'gift_{stars}',
            stars,
          }),
        ),
        1,
      ),
      [button(common.toShop, { do: 'back_to_buy_stars' }), homeButton(w)],
    ],
  };
}
