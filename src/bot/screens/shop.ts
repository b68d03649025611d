import { singleStars, type Package } from '../../shop/index.ts';
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

export interface BalanceShopState {
  readonly packages: readonly Package[];
  readonly starPrice: bigint;
  readonly wallet: bigint;
  /** False if the configuration turns purchases from balance off. */
  readonly enabled: boolean;
}

export function balanceShopScreen(state: BalanceShopState, w: Words): Screen {
  const { shop, common } = w.t;
  const back = [button(common.toShop, { do: 'back_to_buy_stars' }), homeButton(w)];
  if (!state.enabled) {
    return {
      text: paragraphs(shop.fromBalance.title, shop.fromBalance.off),
      buttons: [[button(shop.withPayment, { do: 'buy_stars_with_payment' })], back],
    };
  }
  const priced = state.packages.map(({ stars }) =>
    button(shop.balanceButton({ stars, price: w.money(singleStars(state.starPrice, stars)) }), {
      do: 'buy_{stars}_balance',
      stars,
    }),
  );
  return {
    text: paragraphs(
      shop.fromBalance.title,
      shop.fromBalance.intro(w.money(state.starPrice)),
      shop.fromBalance.have(w.money(state.wallet)),
    ),
    buttons: [
      ...rows(priced, 2),
      [button(shop.fromBalance.custom, { do: 'custom_amount_balance' })],
      [button(common.topUp, { do: 'recharge' })],
      back,
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

export interface ConfirmState {
  readonly stars: number;
  readonly starPrice: bigint;
  readonly priceId: string;
  readonly wallet: bigint;
  /** Made for this drawing of the screen. */
  readonly key: string;
  readonly priceChanged?: boolean;
}

/** The last screen before coins leave the balance. */
export function confirmScreen(state: ConfirmState, w: Words): Screen {
  const { confirm } = w.t.shop;
  const price = singleStars(state.starPrice, state.stars);
  const left = state.wallet - price;
  const choices: Button[] =
    left >= 0n
      ? [
          button(confirm.yes(w.money(price)), {
            do: 'confirm_{stars}_{price}_{key}',
            stars: state.stars,
            price: state.priceId,
            key: state.key,
          }),
        ]
      : [
          button(w.t.common.topUp, { do: 'recharge' }),
          button(confirm.payInstead, { do: 'buy_{stars}', stars: state.stars }),
        ];
  return {
    text: paragraphs(
      confirm.title,
      state.priceChanged === true && confirm.priceChanged,
      confirm.what(w.stars(state.stars), w.money(price)),
      left >= 0n
        ? confirm.after(w.money(state.wallet), w.money(left))
        : confirm.short(w.money(state.wallet), w.money(-left)),
    ),
    buttons: [
      ...rows(choices, 1),
      [button(w.t.common.back, { do: 'buy_stars_with_balance' }), homeButton(w)],
    ],
  };
}

export interface ChooseState {
  readonly stars: number;
  readonly bonusStars: number;
  readonly price: bigint;
  /** Absent if stars are not sold from balance. */
  readonly balancePrice: bigint | undefined;
  readonly circuitOpen: boolean;
  /** This many stars can be bought for an account. */
  readonly canGive: boolean;
  readonly priceChanged?: boolean;
}

/**
 * For a deep link such as buy_500: the number is known, the way to pay is not. The bonus is shown at the way that has
 * it.
 */
export function chooseWayScreen(state: ChooseState, w: Words): Screen {
  const { choose, confirm, circuit } = w.t.shop;
  return {
    text: paragraphs(
      choose.title(w.stars(state.stars)),
      state.priceChanged === true && confirm.priceChanged,
      choose.how,
      state.circuitOpen && circuit,
    ),
    buttons: [
      [
        button(choose.byInvoice(w.money(state.price), state.bonusStars), {
          do: 'buy_{stars}',
          stars: state.stars,
        }),
      ],
      ...(state.balancePrice === undefined
        ? []
        : [
            [
              button(choose.fromBalance(w.money(state.balancePrice)), {
                do: 'buy_{stars}_balance',
                stars: state.stars,
              }),
            ],
          ]),
      ...(state.canGive
        ? [[button(w.t.sending.gift.button, { do: 'gift_{stars}', stars: state.stars })]]
        : []),
      shopFooter(w),
    ],
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

function shopFooter(w: Words): Button[] {
  return [button(w.t.common.toShop, { do: 'back_to_buy_stars' }), homeButton(w)];
}
