import { MIN_DELIVERY } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { truthOf } from '../../payments/index.ts';
import {
  buyFromBalance,
  findPackage,
  listPackages,
  offerOf,
  requireSupply,
  singleStars,
  starPrice,
  type Package,
} from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import { newKey } from '../drafts.ts';
import { canSend, goesTo } from '../goesTo.ts';
import {
  balanceShopScreen,
  chooseWayScreen,
  confirmScreen,
  customPromptScreen,
  paymentShopScreen,
  receiptScreen,
  shopScreen,
} from '../screens/index.ts';
import { namesOldPrice } from '../seenPrice.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForStars } from './ordering.ts';
import { balancesOf } from './balancesOf.ts';
import { isCircuitOpen } from './providerCalls.ts';

/** Errors: SWITCHED_OFF. */
export async function refuseUnlessSelling(app: BotApp): Promise<void> {
  if (!(await isEnabled(app, 'sell'))) throw new AppError('SWITCHED_OFF', { name: 'sell' });
  await requireSupply(app);
}

/** A package may be outside the range of single stars. Errors: AMOUNT_OUT_OF_RANGE. */
export function refuseUnlessInRange(app: BotApp, sold: Package | undefined, stars: number): void {
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  if (!sold && (stars < min || stars > max))
    throw new AppError('AMOUNT_OUT_OF_RANGE', { min: String(min), max: String(max) });
}

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

async function showBalanceShop(app: BotApp, turn: Turn): Promise<Reply> {
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

/** The last screen before coins leave the balance. The key of the purchase is made here. */
export async function confirmFromBalance(
  app: BotApp,
  turn: Turn,
  input: { stars: number; priceChanged?: boolean },
): Promise<Reply> {
  if (!app.config.BALANCE_PURCHASE_ENABLED) return showBalanceShop(app, turn);
  const [price, balances, sold] = await Promise.all([
    starPrice(app),
    balancesOf(app, turn),
    findPackage(app, input.stars),
    refuseUnlessSelling(app),
  ]);
  refuseUnlessInRange(app, sold, input.stars);
  return {
    screen: confirmScreen(
      {
        stars: input.stars,
        starPrice: price.price,
        priceId: price.id.toString(),
        wallet: balances.wallet,
        key: newKey(),
        priceChanged: input.priceChanged === true,
      },
      turn.w,
    ),
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

async function buyConfirmed(
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
  custom_amount: (app, turn) => askForStars(app, turn, 'payment'),
  custom_amount_balance: (app, turn) => askForStars(app, turn, 'balance'),
} satisfies Partial<Handlers>;
