import type { Config } from '../platform/index.ts';
import type { Package } from '../shop/index.ts';
import { canSend } from './goesTo.ts';
import { balanceShopScreen, shopScreen, type Screen } from './screens/index.ts';
import { wordsFor } from './words.ts';

/** A screen as a person reads it: HTML of Telegram, and the labels of the buttons, row by row. */
export interface ShownScreen {
  readonly text: string;
  readonly buttons: readonly (readonly string[])[];
}

/**
 * Shows how the shop would look in the bot at other prices: bought by payment, and from an empty balance. The functions
 * that draw the bot's screens draw this too.
 */
export function previewShop(
  config: Config,
  state: { readonly packages: readonly Package[]; readonly starPrice: bigint },
): Record<'ru' | 'en', { byPayment: ShownScreen; fromBalance: ShownScreen }> {
  const inLanguage = (language: 'ru' | 'en'): { byPayment: ShownScreen; fromBalance: ShownScreen } => {
    const words = wordsFor(config, language);
    const balance = { ...state, wallet: 0n, enabled: config.BALANCE_PURCHASE_ENABLED };
    return {
      byPayment: shown(
        shopScreen({ packages: state.packages, circuitOpen: false, canGive: canSend({ config }) }, words),
      ),
      fromBalance: shown(balanceShopScreen(balance, words)),
    };
  };
  return { ru: inLanguage('ru'), en: inLanguage('en') };
}

function shown({ text, buttons }: Screen): ShownScreen {
  return { text, buttons: buttons.map((row) => row.map(({ label }) => label)) };
}
