import { changeNote, deliveriesOfOrders, requestForOrder } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { giveUpOrder } from '../../payments/index.ts';
import { secondsToRoom } from '../../limits/index.ts';
import {
  createPurchase,
  createTopup,
  findLatestOrder,
  findPackage,
  listPayableOrders,
  offerOf,
  starPrice,
  type Order,
  type Promo,
  type PromoOffer,
} from '../../shop/index.ts';
import type { RecipientCheck } from '../../suppliers/index.ts';
import type { Action } from '../callbacks.ts';
import { waitToPayScreen, type Wanted } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { showInvoice } from './payment.ts';
import { countCall, isCircuitOpen } from './providerCalls.ts';
import { stillUsable, chooseAgain, replaceOthers } from './openOrders.ts';

/**
 * Makes an order and its invoice for stars by payment. A user who taps twice, comes back, or compares packages finds
 * the open order of the same stars at the same price for the same account. Another choice replaces it. `key` is the key
 * of the draft that asked for the number. `insists`: the person was told before that it is too early for one more.
 */
export async function payForStars(
  app: BotApp,
  turn: Turn,
  {
    stars,
    key,
    insists = false,
    gift,
    promo,
  }: { stars: number; key?: string; insists?: boolean; gift?: Gift; promo?: Discounted },
): Promise<Reply> {
  const [sold, price] = await Promise.all([findPackage(app, stars), starPrice(app)]);
  const { priceId, ...offer } = offerOf(stars, sold, price);
  const { user, correlationId } = turn;
  return payFor(app, turn, {
    kind: 'purchase',
    act: `buy_${stars}:${priceId}${promo ? `:promo_${promo.id}` : ''}`,
    key,
    insists,
    stars,
    ...offer,
    ...(promo && {
      amount: promo.amount,
      bonusStars: promo.bonusStars,
      press: { do: 'promo_{stars}_{promo}', stars, promo: promo.code },
    }),
    ...(gift && { to: gift.recipient, press: { do: 'give_{stars}_{name}_{key}', stars, ...pressOf(gift) } }),
    ...(gift && {
      again: (order: Order) => changeNote(app, { userId: user.id, orderId: order.id, note: gift.note }),
    }),
    fits: (order) =>
      order.stars === stars && order.priceId === priceId && order.promoCodeId === (promo?.id ?? null),
    create: async (requestKey) => {
      const order = await createPurchase(app, {
        userId: user.id,
        stars,
        priceId,
        promoCodeId: promo?.id,
        requestKey,
        correlationId,
      });
      // Choose the recipient before the invoice exists. Nobody can pay while it is unknown for whom the stars are.
      if (gift) await chooseRecipient(app, turn, order, gift);
      return order;
    },
  });
}

/** What a package costs and brings with a promo code. */
type Discounted = Pick<PromoOffer, 'amount' | 'bonusStars'> & Pick<Promo, 'id' | 'code'>;

/** The account for which stars are bought, and the key of the confirmed screen. */
export interface Gift {
  readonly recipient: string;
  readonly isSelf: boolean;
  readonly check: RecipientCheck | undefined;
  readonly note: string | undefined;
  readonly key: string;
}

const pressOf = ({ recipient, key }: Gift) => ({ name: recipient, key });

async function chooseRecipient(
  app: BotApp,
  { user, correlationId }: Turn,
  order: Order,
  { recipient, isSelf, check, note }: Gift,
): Promise<void> {
  await requestForOrder(app, {
    userId: user.id,
    orderId: order.id,
    recipient,
    isSelf,
    check,
    note,
    stars: order.stars + order.bonusStars,
    requestKey: `gift:${order.id}`,
    correlationId,
  });
}

/** The stars that a top-up buys once it is paid, and the price that the buyer saw. */
interface TopupWish {
  readonly stars: number;
  readonly priceId: bigint;
}

/** The same as {@link payForStars}, for a top-up of `amount` minor units. */
export function payForTopup(
  app: BotApp,
  turn: Turn,
  {
    amount,
    key,
    insists = false,
    wish,
  }: { amount: bigint; key?: string; insists?: boolean; wish?: TopupWish },
): Promise<Reply> {
  const { user, correlationId } = turn;
  return payFor(app, turn, {
    kind: 'topup',
    act: `recharge_${amount}${wish ? `_${wish.stars}_${wish.priceId}` : ''}`,
    key,
    insists,
    stars: 0,
    bonusStars: 0,
    amount,
    ...(wish && { press: { do: 'pay_fund_{stars}', stars: wish.stars } }),
    fits: (order) =>
      order.amount === amount &&
      order.thenStars === (wish?.stars ?? null) &&
      order.thenPriceId === (wish?.priceId ?? null),
    create: (requestKey) => createTopup(app, { userId: user.id, amount, wish, requestKey, correlationId }),
  });
}

interface Wish extends Wanted {
  readonly act: string;
  readonly key: string | undefined;
  readonly insists: boolean;
  /** The account that was chosen for the stars. */
  readonly to?: string;
  /** The button that asks for it again, if that is not obvious. */
  readonly press?: Action;
  /** The open order of the same wish is shown once more. */
  readonly again?: (order: Order) => Promise<void>;
  fits(order: Order): boolean;
  create(requestKey: string): Promise<Order>;
}

/** Counts an invoice only after it was really made. Writes nothing that cannot be offered. */
async function payFor(app: BotApp, turn: Turn, wish: Wish): Promise<Reply> {
  const mine = { userId: turn.user.id, kind: wish.kind };
  const [known, latest] = await Promise.all([listPayableOrders(app, mine), findLatestOrder(app, mine)]);
  const usable = await stillUsable(app, known);
  const chosen = await deliveriesOfOrders(
    app,
    usable.map(({ id }) => id),
  );
  const same = usable.find((order) => wish.fits(order) && chosen.get(order.id)?.recipient === wish.to);
  if (same) {
    await wish.again?.(same);
    return chooseAgain(app, turn, { same, known });
  }

  if (await isCircuitOpen(app)) throw new AppError('CIRCUIT_OPEN');
  const seconds = await secondsToRoom(app, { userId: turn.user.id, kind: 'payment' });
  const isEarly = seconds > 0;
  if (isEarly && !wish.insists) return putOff(turn, { wish, seconds, usable });
  const refusal = isEarly ? await refuse(app, turn, { wish, usable }) : undefined;
  if (refusal) return refusal;
  await countCall(app, turn, 'api');
  const order = await wish.create(requestKey(turn, wish, latest));
  const reply = await offer(app, turn, order);
  const stale = await replaceOthers(app, turn, { order, known });
  if (!isEarly) await countCall(app, turn, 'payment').catch(() => undefined);
  return { ...reply, stale: [...(reply.stale ?? []), ...stale] };
}

/**
 * The key is the same for taps that know the same past. Two taps at once, even on two replicas, make one order. A tap
 * after an order has ended makes a new one.
 */
function requestKey(turn: Turn, { key, act }: Wish, latest: Order | undefined): string {
  const place = key ?? String(turn.messageId ?? 'typed');
  return ['pay', turn.user.id, place, act, latest?.id ?? 'first'].join(':');
}

/** Shows the invoice of a new order. If the provider was never asked, the order leaves no trace in the history. */
async function offer(app: BotApp, turn: Turn, order: Order): Promise<Reply> {
  try {
    return await showInvoice(app, turn, order, { isCounted: true });
  } catch (error) {
    if (error instanceof AppError && error.code === 'CIRCUIT_OPEN')
      await giveUpOrder(app, { orderId: order.id, to: 'replaced' });
    throw error;
  }
}

/**
 * There are too many new invoices to make one more. Shows the choice with its price, a button for later, and the
 * invoices that exist. A user who compares has done nothing wrong, so this does not count as an attempt.
 */
function putOff(
  { w }: Turn,
  { wish, seconds, usable }: { wish: Wish; seconds: number; usable: readonly Order[] },
): Reply {
  const open = usable.filter(({ status }) => status !== 'replaced');
  return { screen: waitToPayScreen({ wanted: wish, seconds, open, press: wish.press }, w) };
}

/**
 * The same for a user who was told to wait and presses again. This counts as an attempt. Undefined: there is room now.
 */
async function refuse(
  app: BotApp,
  turn: Turn,
  { wish, usable }: { wish: Wish; usable: readonly Order[] },
): Promise<Reply | undefined> {
  try {
    await countCall(app, turn, 'payment');
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error;
    const seconds = Number(error.data['retryAfter']);
    const toast = turn.w.t.errors.rateLimited.alert(turn.w.span(seconds * 1000));
    return { ...putOff(turn, { wish, seconds, usable }), toast, alert: true };
  }
}
