import type { App } from '../../app.ts';
import { formatAmount } from '../../lib/index.ts';
import { coin, listPackages, type PackageChangeResult } from '../../shop/index.ts';

/** A change of price as a person judges it: before and after, how far apart, and the shop's list as it will read. */
export interface PackagePreview {
  before: PreviewLine;
  after: PreviewLine;
  percent: number;
  needsSecondPerson: boolean;
  /** All packages in the order of the bot's screen; `changed` is the one in question. */
  shop: (PreviewLine & { changed: boolean })[];
}

interface PreviewLine {
  stars: number;
  bonusStars: number;
  price: string;
  listPrice: string;
  discount: number;
}

type Priced = { stars: number; bonusStars: number; price: bigint; listPrice: bigint };

export async function packagePreview(app: App, planned: PackageChangeResult): Promise<PackagePreview> {
  const asset = coin(app.config);
  const line = ({ stars, bonusStars, price, listPrice }: Priced): PreviewLine => ({
    stars,
    bonusStars,
    price: `${formatAmount(price, asset)} ${app.config.PAYMENT_ASSET_LABEL}`,
    listPrice: `${formatAmount(listPrice, asset)} ${app.config.PAYMENT_ASSET_LABEL}`,
    discount: Number(((listPrice - price) * 100n) / listPrice),
  });
  const others = (await listPackages(app)).filter(({ stars }) => stars !== planned.after.stars);
  const shop = [...others, planned.after].toSorted((a, b) => a.stars - b.stars);
  return {
    before: line(planned.before),
    after: line(planned.after),
    percent: planned.priceChangePercent,
    needsSecondPerson: planned.needsSecondPerson,
    shop: shop.map((item) => ({ ...line(item), changed: item.stars === planned.after.stars })),
  };
}
