import { userBalances } from '../../ledger/index.ts';
import type { BotApp, Turn } from '../turn.ts';

/** What the user has, in minor units. */
export function balancesOf(app: BotApp, turn: Turn) {
  return userBalances(app.db, turn.user.id, app.config.PAYMENT_ASSET);
}
