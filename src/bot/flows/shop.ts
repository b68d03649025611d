import { MIN_DELIVERY } from '../../delivery/index.ts';
import { findPackage, listPackages, offerOf, singleStars, starPrice } from '../../shop/index.ts';
import { canSend } from '../goesTo.ts';
import { chooseWayScreen, customPromptScreen, paymentShopScreen, shopScreen } from '../screens/index.ts';
import { namesOldPrice } from '../seenPrice.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForStars } from './ordering.ts';
import { isCircuitOpen } from './providerCalls.ts';
import { refuseUnlessSelling, refuseUnlessInRange } from './selling.ts';
import { showBalanceShop, confirmFromBalance, buyConfirmed, fundPurchase } from './balanceShop.ts';

export async function showShop(app: BotApp, turn: Turn): Promise<Reply> {
  const [packages, circuitOpen] = await Promise.all([
    listPackages(app),
    isCircuitOpen(app),
    refuseUnlessSelling(app),
  ]);
  return { screen: shopScreen({ packages, circuitOpen, canGive: canSend(app) }, turn.w) };
}

async function showPaymentShop(app: BotApp, turn: Turn): Promise<Reply> {
  const [packages, circuitOpen] = await Promise.all([
    listPackages(app),
    isCircuitOpen(app),
    refuseUnlessSelling(app),
  ]);
  return { screen: paymentShopScreen({ packages, circuitOpen, canGive: canSend(app) }, turn.w) };
}

/** Asks for a number of stars. The user types it. */
export async function askForStars(app: BotApp, turn: Turn, pay: 'payment' | 'balance'): Promise<Reply> {
  const [price] = await Promise.all([starPrice(app), refuseUnlessSelling(app)]);
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  const name = pay === 'payment' ? 'purchase' : 'balance_purchase';
  return {
    screen: customPromptScreen({ pay, min, max, starPrice: price.price }, turn.w),
    keepsDraft: true,
    onShown: async (messageId) => {
      await app.drafts.start(turn.user.id, { name }, messageId);
    },
  };
}

/** Both ways to pay for a number of stars that is already chosen. Errors: AMOUNT_OUT_OF_RANGE, SWITCHED_OFF. */
export async function chooseWay(
  app: BotApp,
  turn: Turn,
  { stars, priceChanged = false }: { stars: number; priceChanged?: boolean },
): Promise<Reply> {
  const [sold, price, circuitOpen] = await Promise.all([
    findPackage(app, stars),
    starPrice(app),
    isCircuitOpen(app),
    refuseUnlessSelling(app),
  ]);
  refuseUnlessInRange(app, sold, stars);
  const { amount, bonusStars } = offerOf(stars, sold, price);
  const state = {
    stars,
    bonusStars,
    price: amount,
    balancePrice: app.config.BALANCE_PURCHASE_ENABLED ? singleStars(price.price, stars) : undefined,
    circuitOpen,
    canGive: canSend(app) && stars + bonusStars >= MIN_DELIVERY,
    priceChanged,
  };
  return { screen: chooseWayScreen(state, turn.w) };
}

/**
 * Makes an invoice at once. If the pressed button named another price than the current one, shows the current price
 * first.
 */
async function buyByInvoice(
  app: BotApp,
  turn: Turn,
  { stars, insists = false }: { stars: number; insists?: boolean },
): Promise<Reply> {
  const [sold, single] = await Promise.all([findPackage(app, stars), starPrice(app)]);
  const { shop } = turn.w.t;
  const { amount, bonusStars: bonus } = offerOf(stars, sold, single);
  const price = turn.w.money(amount);
  const labels = [shop.packageButton({ stars, bonus, price }), shop.choose.byInvoice(price, bonus)];
  if (!namesOldPrice(turn.label, labels)) return payForStars(app, turn, { stars, insists });
  return { ...(await chooseWay(app, turn, { stars, priceChanged: true })), toast: shop.confirm.priceChanged };
}

export const shopHandlers = {
  buy_stars: showShop,
  buy_stars_main: showShop,
  back_to_buy_stars: showShop,
  buy_stars_with_payment: showPaymentShop,
  buy_stars_with_balance: showBalanceShop,
  'buy_{stars}': (app, turn, { stars }) => buyByInvoice(app, turn, { stars }),
  'pay_{stars}': (app, turn, { stars }) => buyByInvoice(app, turn, { stars, insists: true }),
  'buy_{stars}_balance': (app, turn, action) => confirmFromBalance(app, turn, { stars: action.stars }),
  'confirm_{stars}_{price}_{key}': buyConfirmed,
  'fund_{stars}': (app, turn, { stars }) => fundPurchase(app, turn, { stars }),
  'pay_fund_{stars}': (app, turn, { stars }) => fundPurchase(app, turn, { stars, insists: true }),
  custom_amount: (app, turn) => askForStars(app, turn, 'payment'),
  custom_amount_balance: (app, turn) => askForStars(app, turn, 'balance'),
} satisfies Partial<Handlers>;
