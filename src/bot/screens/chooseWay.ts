import type { Words } from '../words.ts';
import { button, paragraphs, type Screen } from './screen.ts';
import { shopFooter } from './shop.ts';

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
