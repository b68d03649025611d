import type { Package } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

export interface ShopState {
  readonly packages: readonly Package[];
  /** The payment provider does not answer at the moment. */
  readonly circuitOpen: boolean;
  /** Stars can be bought for an account. */
  readonly canGive: boolean;
}

/** Both ways to pay, and every package one tap away. */
export function shopScreen(state: ShopState, w: Words): Screen {
  const { shop, common } = w.t;
  return {
    text: paragraphs(
      shop.title,
      shop.intro,
      state.packages.length === 0 ? shop.noPackages : packageLines(state.packages, w),
      state.circuitOpen ? shop.circuit : state.packages.length > 0 && shop.quick,
    ),
    buttons: [
      ...rows(packageButtons(state.packages, w), 1),
      [
        button(shop.withPayment, { do: 'buy_stars_with_payment' }),
        button(shop.withBalance, { do: 'buy_stars_with_balance' }),
      ],
      ...giftButtons(state, w),
      [button(shop.promo.button, { do: 'promo' })],
      [button(common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}

export function paymentShopScreen(state: ShopState, w: Words): Screen {
  const { shop } = w.t;
  return {
    text: paragraphs(
      shop.payment.title,
      shop.payment.intro,
      state.packages.length === 0 ? shop.noPackages : packageLines(state.packages, w),
      state.circuitOpen && shop.circuit,
    ),
    buttons: [
      ...rows(packageButtons(state.packages, w), 1),
      [button(shop.payment.custom, { do: 'custom_amount' })],
      ...giftButtons(state, w),
      ...(state.circuitOpen ? [[button(shop.withBalance, { do: 'buy_stars_with_balance' })]] : []),
      shopFooter(w),
    ],
  };
}

export interface CustomPromptState {
  readonly pay: 'payment' | 'balance';
  readonly min: number;
  readonly max: number;
  readonly starPrice: bigint;
}

/** Asks for a number of stars. The user types it. */
export function customPromptScreen(state: CustomPromptState, w: Words): Screen {
  const { customPrompt } = w.t.shop;
  return {
    text: paragraphs(
      customPrompt[state.pay],
      lines(customPrompt.range(state.min, state.max), customPrompt.rate(w.money(state.starPrice))),
      customPrompt.example,
    ),
    buttons: [[button(w.t.common.cancel, { do: 'draft_cancel' })], shopFooter(w)],
  };
}

function giftButtons({ canGive }: ShopState, w: Words): Button[][] {
  return canGive ? [[button(w.t.sending.gift.button, { do: 'gift' })]] : [];
}

function packageLines(packages: readonly Package[], w: Words): string {
  return packages
    .map((p) =>
      w.t.shop.packageLine({
        stars: w.stars(p.stars),
        bonus: p.bonusStars,
        price: w.money(p.price),
        list: w.money(p.listPrice),
        discount: p.discountPercent,
      }),
    )
    .join('\n');
}

function packageButtons(packages: readonly Package[], w: Words): Button[] {
  return packages.map((p) =>
    button(w.t.shop.packageButton({ stars: p.stars, bonus: p.bonusStars, price: w.money(p.price) }), {
      do: 'buy_{stars}',
      stars: p.stars,
    }),
  );
}

export function shopFooter(w: Words): Button[] {
  return [button(w.t.common.toShop, { do: 'back_to_buy_stars' }), homeButton(w)];
}
