import { AppError } from '../../../lib/index.ts';
import { findPriceChange, previewPrice, termsOf } from '../../../shop/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { priceView, type PriceView } from './priceView.ts';
import { rowOf, rowsOf, trailOf, type Trail } from '../../access/rows.ts';
import { PACKAGES, PACKAGE_PRICES, PRICE_CHANGES, STAR_PRICES } from './source.ts';

/** A change of price with the history of its steps. While it is not decided, also the effect that it would have now. */
export interface PriceChangeView {
  change: ShownRow;
  view: PriceView | null;
  trail: Trail[];
  isOwn: boolean;
  mayDecide: boolean;
  versions: ShownRow[];
}

/** A package with the latest versions of its price and the latest requested changes. */
export interface PackageView {
  sold: ShownRow;
  versions: ShownRow[];
  changes: ShownRow[];
}

const MOST = 20;
const TRAIL = `SELECT e.at, 'staff:' || e.staff_id AS actor, s.name, e.to_status AS step, e.remark AS note
  FROM price_change_events e JOIN staff s ON s.id = e.staff_id WHERE e.change_id = $1 ORDER BY e.id`;

export async function readPriceChange(access: Access, id: string): Promise<PriceChangeView> {
  const change = await rowOf(access, PRICE_CHANGES, id);
  const known = await findPriceChange(access.panel.reads, BigInt(id));
  if (!known) throw new AppError('FORBIDDEN');
  const { packageId, status, requestedBy } = known;
  const [view, trail, versions] = await Promise.all([
    status === 'draft' || status === 'waiting' ? viewOf(access, known) : null,
    trailOf(access, TRAIL, id),
    versionsOf(access, packageId),
  ]);
  return {
    change,
    view,
    trail,
    isOwn: requestedBy === access.staff.id,
    mayDecide: access.ability.can('approve', 'packages'),
    versions,
  };
}

async function viewOf(
  { panel, ability }: Access,
  change: NonNullable<Awaited<ReturnType<typeof findPriceChange>>>,
): Promise<PriceView> {
  const { packageId, requestedBy: staffId } = change;
  const app = { ...panel.app, db: panel.reads };
  const plan = await previewPrice(app, { packageId, terms: termsOf(change) });
  const seesCost = ability.can('see', 'treasury');
  return priceView({ app, previewShop: panel.previewShop }, plan, { packageId, staffId, seesCost });
}

/** The versions of one price, the newest first. */
function versionsOf(access: Access, packageId: bigint | null): Promise<ShownRow[]> {
  if (packageId === null) return rowsOf(access, STAR_PRICES, { limit: MOST });
  return rowsOf(access, PACKAGE_PRICES, {
    filters: { package_id: packageId.toString() },
    limit: MOST,
  });
}

export async function readPackage(access: Access, id: string): Promise<PackageView> {
  const sold = await rowOf(access, PACKAGES, id);
  const [versions, changes] = await Promise.all([
    versionsOf(access, BigInt(id)),
    rowsOf(access, PRICE_CHANGES, { filters: { package_id: id }, limit: MOST }),
  ]);
  return { sold, versions, changes };
}
