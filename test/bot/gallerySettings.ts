import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';
import { TON } from '../kit/money.ts';

/** Every screen of the settings, and of an account that is deleted. */
export function everySettingsScreen(w: Words, refund: s.ShownRefund): Record<string, s.Screen> {
  return {
    settings: s.settingsScreen({ notifications: true, saved: true }, w),
    'settings, silent': s.settingsScreen({ notifications: false, saved: false }, w),
    privacy: s.privacyScreen({ exported: false }, w),
    'privacy, exported': s.privacyScreen({ exported: true }, w),
    deletion: s.deletionScreen(
      { wallet: 1n, stars: 5n, hold: 0n, delivery: 0n, openOrders: false, refunds: [] },
      w,
    ),
    'deletion, empty': s.deletionScreen(
      { wallet: 0n, stars: 0n, hold: 0n, delivery: 0n, openOrders: false, refunds: [] },
      w,
    ),
    'deletion, all of it open': s.deletionScreen(
      {
        wallet: TON,
        stars: 5n,
        hold: TON,
        delivery: 110n,
        openOrders: true,
        refunds: Array.from({ length: 10 }, () => refund),
      },
      w,
    ),
    'deletion, word asked for': s.deletionWordScreen({ wallet: TON, stars: 5n, wrong: false }, w),
    'deletion, wrong word': s.deletionWordScreen({ wallet: TON, stars: 5n, wrong: true }, w),
    deleted: s.deletedScreen(w),
    'deletion, stars under way': s.deletionScreen(
      { wallet: 0n, stars: 0n, hold: 0n, delivery: 110n, openOrders: false, refunds: [] },
      w,
    ),
  };
}
