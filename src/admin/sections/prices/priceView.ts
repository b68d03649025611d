import type { App } from '../../../app.ts';
import { formatAmount } from '../../../lib/index.ts';
import {
  coin,
  countOtherDeciders,
  listPackages,
  listPriceVersions,
  starPrice,
  type Package,
  type PriceConcern,
  type PricePlan,
} from '../../../shop/index.ts';
import type { Handed } from '../../access/panel.ts';

/** One side of the comparison, as a person reads it. */
export interface PriceLine {
  price: string;
  listPrice: string;
  discount: number;
  bonusStars: number;
  /** The price of a delivered star, with the bonus counted. */
  perStar: string;
  validFrom: string | null;
  validUntil: string | null;
}

/** A change of price as a person judges it: before and after, why a second person is needed, and the bot's screens. */
export interface PriceView {
  stars: number;
  isStar: boolean;
  before: PriceLine | null;
  after: PriceLine;
  pricePercent: number | null;
  starPercent: number | null;
  /** `other` is the price from which it is too far. */
  concerns: { kind: PriceConcern['kind']; percent: number | null; other: string | null }[];
  isCostKnown: boolean;
  /** What the new price leaves; null: nobody knows, or the reader may not. */
  cost: PriceCost | null;
  /** How many others could approve. */
  deciders: number;
  /** The newest version at the time of this comparison. */
  newest: string | null;
  screens: ReturnType<Handed['previewShop']>;
}

export interface PriceCost {
  perStar: string;
  whole: string;
  margin: string;
  /** When the supplier said so; null: the configuration says so. */
  quotedAt: string | null;
}

/** A screen of the bot as it is shown. */
export type ShownScreen = PriceView['screens']['ru']['byPayment'];

type Terms = Pick<PricePlan['after'], 'price' | 'listPrice' | 'bonusStars'> & {
  stars: number;
  validFrom?: Date | null | undefined;
  validUntil?: Date | null | undefined;
};

/** `staffId`: who asks, or would. `seesCost`: what the shop pays is shown too. */
export async function priceView(
  { app, previewShop }: Handed & { app: App },
  plan: PricePlan,
  about: { packageId: bigint | null; staffId: bigint; seesCost: boolean },
): Promise<PriceView> {
  // One after another, because all may run on the one connection of a transaction.
  const versions = await listPriceVersions(app, about.packageId);
  const deciders = await countOtherDeciders(app.db, about.staffId);
  const screens = await screensWith(app, previewShop, plan, about.packageId);
  const priceOf = new Map(versions.map(({ priceId, price }) => [priceId, price]));
  const money = (amount: bigint): string =>
    `${formatAmount(amount, coin(app.config))} ${app.config.PAYMENT_ASSET_LABEL}`;
  return {
    stars: plan.stars,
    isStar: about.packageId === null,
    before: plan.before ? line(plan.before, money) : null,
    after: line({ ...plan.after, stars: plan.stars }, money),
    pricePercent: plan.pricePercent,
    starPercent: plan.starPercent,
    concerns: plan.concerns.map(({ kind, priceId, pricePercent, starPercent }) => {
      const other = priceId === null ? undefined : priceOf.get(priceId);
      return {
        kind,
        percent: larger(pricePercent, starPercent),
        other: other === undefined ? null : money(other),
      };
    }),
    isCostKnown: plan.starCost !== undefined,
    cost: about.seesCost ? costOf(plan, money) : null,
    deciders,
    newest: plan.newestId?.toString() ?? null,
    screens,
  };
}

function line(
  { price, listPrice, bonusStars, stars, ...rest }: Terms,
  money: (amount: bigint) => string,
): PriceLine {
  return {
    price: money(price),
    listPrice: money(listPrice),
    discount: Number(((listPrice - price) * 100n) / listPrice),
    bonusStars,
    // Rounded to six decimals, so that it is easy to read.
    perStar: money((price / BigInt(stars + bonusStars) / 1000n) * 1000n),
    validFrom: rest.validFrom?.toISOString() ?? null,
    validUntil: rest.validUntil?.toISOString() ?? null,
  };
}

function costOf({ starCost, stars, after }: PricePlan, money: (amount: bigint) => string): PriceCost | null {
  if (!starCost) return null;
  const whole = starCost.amount * BigInt(stars + after.bonusStars);
  return {
    perStar: money(starCost.amount),
    whole: money(whole),
    margin: money(after.price - whole),
    quotedAt: starCost.quotedAt?.toISOString() ?? null,
  };
}

function larger(a: number | null, b: number | null): number | null {
  return a !== null && b !== null && Math.abs(b) > Math.abs(a) ? b : (a ?? b);
}

/** The shop as it sells now, with only the price in question changed. */
async function screensWith(
  app: App,
  previewShop: Handed['previewShop'],
  { stars, asset, after }: PricePlan,
  packageId: bigint | null,
): Promise<PriceView['screens']> {
  const packages = await listPackages(app);
  if (packageId === null) return previewShop({ packages, starPrice: after.price });
  const changed: Package = {
    stars,
    asset,
    price: after.price,
    listPrice: after.listPrice,
    bonusStars: after.bonusStars,
    discountPercent: Number(((after.listPrice - after.price) * 100n) / after.listPrice),
    priceId: 0n,
    version: 0,
  };
  const others = packages.filter((sold) => sold.stars !== stars);
  return previewShop({
    packages: [...others, changed].toSorted((a, b) => a.stars - b.stars),
    starPrice: (await starPrice(app)).price,
  });
}
