import type { Package, Promo, PromoOffer, PromoRefusal } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { shopFooter } from './shop.ts';
import { button, lines, paragraphs, rows, type Screen } from './screen.ts';

/** Asks for a promo code. The user types it. */
export function promoPromptScreen({ isWrong }: { isWrong: boolean }, w: Words): Screen {
  const { promo } = w.t.shop;
  return {
    text: paragraphs(promo.ask, isWrong && promo.wrong),
    buttons: [[button(w.t.common.cancel, { do: 'draft_cancel' })], shopFooter(w)],
  };
}

export interface PromoState {
  readonly promo: Promo;
  /** The packages that the code is for, with their prices. */
  readonly offers: readonly (Pick<Package, 'stars' | 'price'> & { readonly offer: PromoOffer })[];
  readonly priceChanged?: boolean;
}

/** What a code gives: each package with its price, one tap from the invoice. */
export function promoScreen({ promo, offers, priceChanged }: PromoState, w: Words): Screen {
  const words = w.t.shop.promo;
  const { kind, value, code, validUntil } = promo;
  return {
    text: paragraphs(
      words.title(code),
      priceChanged === true && w.t.shop.confirm.priceChanged,
      lines(
        kind === 'stars'
          ? words.stars(w.stars(value))
          : kind === 'percent'
            ? words.percent(value.toString())
            : words.fixed(w.money(value)),
        promo.firstOnly && words.first,
        validUntil !== null && words.until(w.date(validUntil)),
      ),
      offers.length === 0 ? words.none : words.choose,
    ),
    buttons: [
      ...rows(
        offers.map(({ stars, price, offer }) =>
          button(promoLabel({ stars, price, offer }, w), {
            do: 'promo_{stars}_{promo}',
            stars,
            promo: code,
          }),
        ),
        1,
      ),
      shopFooter(w),
    ],
  };
}

/** The label of a package with a code. It names the price that is charged. */
export function promoLabel({ stars, offer }: PromoState['offers'][number], w: Words): string {
  return `🎟 ${w.t.shop.packageButton({ stars, bonus: offer.bonusStars, price: w.money(offer.amount) })}`;
}

/** A code that gives nothing to this person now, and why. */
export function promoRefusedScreen(why: PromoRefusal | 'unknown', w: Words): Screen {
  const { promo } = w.t.shop;
  return {
    text: paragraphs(promo.refusedTitle, promo.refused[why], promo.without),
    buttons: [[button(promo.another, { do: 'promo' })], shopFooter(w)],
  };
}
