import { singleStars, type MissingTopup, type Package } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, paragraphs, rows, type Button, type Screen } from './screen.ts';

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

export interface ConfirmState {
  readonly stars: number;
  readonly starPrice: bigint;
  readonly priceId: string;
  readonly wallet: bigint;
  /** Made for this drawing of the screen. */
  readonly key: string;
  readonly priceChanged?: boolean;
  /** The top-up that covers what is missing. Absent: nothing is missing, or no top-up can cover it. */
  readonly topup?: MissingTopup | undefined;
}

/** The last screen before coins leave the balance. */
export function confirmScreen(state: ConfirmState, w: Words): Screen {
  const { confirm } = w.t.shop;
  const price = singleStars(state.starPrice, state.stars);
  const left = state.wallet - price;
  const { topup } = state;
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
          topup
            ? button(confirm.fund(w.money(topup.amount)), { do: 'fund_{stars}', stars: state.stars })
            : button(w.t.common.topUp, { do: 'recharge' }),
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
      topup &&
        topup.amount > topup.missing &&
        confirm.least(w.money(topup.amount), w.money(topup.amount - topup.missing)),
    ),
    buttons: [
      ...rows(choices, 1),
      [button(w.t.common.back, { do: 'buy_stars_with_balance' }), homeButton(w)],
    ],
  };
}
