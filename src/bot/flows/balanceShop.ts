import { AppError } from '../../lib/index.ts';
import { truthOf } from '../../payments/index.ts';
import {
  buyFromBalance,
  findPackage,
  listPackages,
  missingTopup,
  singleStars,
  starPrice,
} from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import { newKey } from '../drafts.ts';
import { canSend, goesTo } from '../goesTo.ts';
import { balanceShopScreen, confirmScreen, receiptScreen } from '../screens/index.ts';
import { namesOldPrice } from '../seenPrice.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { balancesOf } from './balancesOf.ts';
import { payForTopup } from './ordering.ts';
import { refuseUnlessSelling, refuseUnlessInRange } from './selling.ts';

export async function showBalanceShop(app: BotApp, turn: Turn): Promise<Reply> {
  const [packages, price, balances] = await Promise.all([
    listPackages(app),
    starPrice(app),
    balancesOf(app, turn),
    refuseUnlessSelling(app),
  ]);
  const state = {
    packages,
    starPrice: price.price,
    wallet: balances.wallet,
    enabled: app.config.BALANCE_PURCHASE_ENABLED,
  };
  return { screen: balanceShopScreen(state, turn.w) };
}

/** The last screen before coins leave the balance. The key of the purchase is made here. */
export async function confirmFromBalance(
  app: BotApp,
  turn: Turn,
  input: { stars: number; priceChanged?: boolean },
): Promise<Reply> {
  if (!app.config.BALANCE_PURCHASE_ENABLED) return showBalanceShop(app, turn);
  const [price, balances, sold, canTopup] = await Promise.all([
    starPrice(app),
    balancesOf(app, turn),
    findPackage(app, input.stars),
    isEnabled(app, 'topup'),
    refuseUnlessSelling(app),
  ]);
  refuseUnlessInRange(app, sold, input.stars);
  const due = { price: singleStars(price.price, input.stars), wallet: balances.wallet };
  return {
    screen: confirmScreen(
      {
        stars: input.stars,
        starPrice: price.price,
        priceId: price.id.toString(),
        wallet: balances.wallet,
        key: newKey(),
        priceChanged: input.priceChanged === true,
        topup: canTopup ? missingTopup(app.config, due) : undefined,
      },
      turn.w,
    ),
  };
}

/**
 * Makes the top-up that a purchase lacks. Once it is paid, the purchase goes on by itself. If the pressed button named
 * another amount, or nothing is missing any more, shows the purchase again.
 */
export async function fundPurchase(
  app: BotApp,
  turn: Turn,
  { stars, insists = false }: { stars: number; insists?: boolean },
): Promise<Reply> {
  if (!app.config.BALANCE_PURCHASE_ENABLED) return showBalanceShop(app, turn);
  const [price, balances, sold] = await Promise.all([
    starPrice(app),
    balancesOf(app, turn),
    findPackage(app, stars),
    refuseUnlessSelling(app),
  ]);
  refuseUnlessInRange(app, sold, stars);
  const due = { price: singleStars(price.price, stars), wallet: balances.wallet };
  const topup = missingTopup(app.config, due);
  const labels = topup ? [turn.w.t.shop.confirm.fund(turn.w.money(topup.amount))] : [];
  const isOther = !insists && namesOldPrice(turn.label, labels);
  if (!topup || isOther) return confirmFromBalance(app, turn, { stars });
  return payForTopup(app, turn, { amount: topup.amount, insists, wish: { stars, priceId: price.id } });
}

export async function buyConfirmed(
  app: BotApp,
  turn: Turn,
  action: { stars: number; price: string; key: string },
): Promise<Reply> {
  try {
    const { order, balances } = await buyFromBalance(app, {
      userId: turn.user.id,
      stars: action.stars,
      requestKey: `balance:${turn.user.id}:${action.key}`,
      priceId: BigInt(action.price),
      correlationId: turn.correlationId,
    });
    const truth = truthOf({ order, invoice: undefined, now: app.clock.now() });
    const { wallet, stars } = balances;
    const to = await goesTo(app, order, turn.user);
    const state = { order, truth, wallet, stars, goesTo: to, canSend: canSend(app) };
    return { screen: receiptScreen(state, turn.w), order };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Both show the same screen again, with the present price and balance.
    if (error.code === 'PRICE_CHANGED')
      return confirmFromBalance(app, turn, { stars: action.stars, priceChanged: true });
    if (error.code === 'INSUFFICIENT_FUNDS') return confirmFromBalance(app, turn, { stars: action.stars });
    throw error;
  }
}
