import { guardPurchase } from '../fraud/index.ts';
import { raise } from '../security/index.ts';
import { journalIdOf, post, userBalances, type Journal } from '../ledger/index.ts';
import { AppError, formatAmount, newId } from '../lib/index.ts';
import { notify } from '../notifications/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { coin } from './coin.ts';
import { deliversAtOnce, findByKey, insertOrder, racedOrder, type PurchaseInput } from './placeOrder.ts';
import { priceSale } from './sale.ts';
import { giveUpWishes, takeWish } from './topupWish.ts';
import type { Order } from './types.ts';

type Balances = Awaited<ReturnType<typeof userBalances>>;

/**
 * Buys stars from the user's balance at the price of single stars. Order and journal commit together. A repeated
 * `requestKey` returns the first order and takes nothing again. A refused purchase does not use up the key.
 * Errors: those of `createPurchase`; INSUFFICIENT_FUNDS with `need` and `have` as decimal text.
 */
export async function buyFromBalance(
  context: Context,
  input: PurchaseInput,
): Promise<{ order: Order; balances: Balances }> {
  const order = await place(context, input, async (tx) => {
    await giveUpWishes(tx, input);
    return true;
  });
  if (!order) throw new AppError('INTERNAL', {}, { message: 'a purchase was not made' });
  return { order, balances: await userBalances(context.db, input.userId, order.asset) };
}

/**
 * Makes the purchase behind a paid top-up, and tells its buyer. Does nothing if the purchase was made, or given up.
 * Errors: as {@link buyFromBalance}.
 */
export async function buyForTopup(
  context: Context,
  topup: Order & { readonly thenStars: number },
): Promise<void> {
  const input = {
    userId: topup.userId,
    stars: topup.thenStars,
    requestKey: `topup:${topup.id}`,
    priceId: topup.thenPriceId ?? undefined,
    correlationId: topup.correlationId ?? undefined,
  };
  await place(context, input, async (tx, id) => {
    if (!(await takeWish(tx, topup.id))) return false;
    await notify(tx, {
      kind: 'order_paid',
      data: { received: 0n, credited: 0n, asset: topup.asset },
      userId: topup.userId,
      subjectId: id,
      key: `${input.requestKey}:bought`,
      correlationId: input.correlationId,
    });
    return true;
  });
}

/** `mayBuy` runs first in the transaction. If it returns false, nothing is bought. */
async function place(
  context: Context,
  input: PurchaseInput,
  mayBuy: (tx: Tx, orderId: string) => Promise<boolean>,
): Promise<Order | undefined> {
  const same = { userId: input.userId, kind: 'balance_purchase', stars: input.stars } as const;
  const first = await findByKey(context.db, input.requestKey, same);
  if (first) return first;
  const price = await priceSale(context, context.db, { ...same, seenPriceId: input.priceId });
  const id = newId();
  const event = {
    userId: input.userId,
    subject: id,
    orderKind: 'balance_purchase',
    asset: context.config.PAYMENT_ASSET,
    amount: price.amount,
    correlationId: input.correlationId,
  } as const;
  await guardPurchase(context, event);
  const journal = purchaseJournal(context, { ...input, id, amount: price.amount });
  try {
    const done = await context.db.tx(async (tx: Tx) => {
      if (!(await mayBuy(tx, id))) return 'given up';
      const placed = await insertOrder(tx, {
        ...same,
        ...price,
        id,
        asset: context.config.PAYMENT_ASSET,
        requestKey: input.requestKey,
        correlationId: input.correlationId,
        journalId: journalIdOf(journal.key),
        wantsDelivery: deliversAtOnce(context.config),
      });
      if (!placed) return undefined;
      if (placed.wantsDelivery) await enqueue(tx, 'delivery.order-paid', { orderId: id });
      await raise(tx, { ...event, kind: 'purchase', outcome: 'bought' });
      await post(tx, journal);
      return placed;
    });
    if (done === 'given up') return await findByKey(context.db, input.requestKey, same);
    return done ?? (await racedOrder(context.db, input.requestKey, same));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INSUFFICIENT_FUNDS') throw error;
    const asset = coin(context.config);
    const { wallet } = await userBalances(context.db, input.userId, asset.code);
    throw new AppError(
      'INSUFFICIENT_FUNDS',
      { need: formatAmount(price.amount, asset), have: formatAmount(wallet, asset) },
      { cause: error },
    );
  }
}

function purchaseJournal(context: Context, order: PurchaseInput & { id: string; amount: bigint }): Journal {
  const asset = context.config.PAYMENT_ASSET;
  return {
    key: `balance_purchase:${order.id}`,
    kind: 'balance_purchase',
    reason: `${order.stars} stars from balance`,
    actor: `user:${order.userId}`,
    lines: [
      {
        debit: { user: order.userId, account: 'wallet', asset },
        credit: { house: 'revenue', asset },
        amount: order.amount,
      },
      {
        debit: { house: 'star_stock', asset: 'STAR' },
        credit: { user: order.userId, account: 'stars', asset: 'STAR' },
        amount: BigInt(order.stars),
      },
    ],
    links: { orderId: order.id },
    ...(order.correlationId === undefined ? {} : { correlationId: order.correlationId }),
  };
}
