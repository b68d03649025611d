import { healBreaks, openBreak } from '../breaks/index.ts';
import { DAY_MS, MINUTE_MS } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { OrderView, Supplier } from '../suppliers/index.ts';
import { classOfUnknown, compareOrder, sidesOf, type Compared } from './compare.ts';
import type { DeliveryContext } from './types.ts';

/** How far back each sweep looks. A supplier's final word and the return of money come well within this time. */
const SWEPT_MS = 3 * DAY_MS;
/** A newer order may not have reached both sides yet. */
const UNDER_WAY_MS = 10 * MINUTE_MS;
/** The most pages of one sweep, even if the supplier lists more. */
const MAX_PAGES = 500;

const COLUMNS = `id, status, stars, recipient, supplier_ref AS "supplierRef", paid_at AS "paidAt", created_at AS "createdAt"`;

/** The result of a sweep. */
export interface SupplySweep {
  readonly orders: number;
  readonly opened: number;
  readonly healed: number;
}

/**
 * Compares the orders of each supplier that lists them with our deliveries of the last days, and opens or heals breaks.
 * Changes no delivery. If a list cannot be read to its end, its differences open breaks, but nothing is healed.
 */
export async function sweepSuppliers(context: DeliveryContext): Promise<readonly SupplySweep[]> {
  const listed = Object.values(context.suppliers).filter((supplier) => supplier.can.find !== 'none');
  const sweeps: SupplySweep[] = [];
  for (const supplier of listed) sweeps.push(await sweep(context, supplier));
  return sweeps;
}

async function sweep(context: DeliveryContext, supplier: Supplier): Promise<SupplySweep> {
  const { db } = context;
  const now = context.clock.now().getTime();
  const [from, until] = [new Date(now - SWEPT_MS), new Date(now - UNDER_WAY_MS)];
  const seen = new Map<string, OrderView>();
  const isWhole = await readOrders(supplier, from, seen);
  const found = new Set<string>();
  let opened = 0;
  const open = async (
    subject: string,
    ...[of, ours, theirs]: [
      Parameters<typeof openBreak>[1]['class'],
      Compared | undefined,
      OrderView | undefined,
    ]
  ): Promise<void> => {
    found.add(subject);
    const isNew = await openBreak(db, {
      class: of,
      source: 'supply',
      subject,
      asset: 'STAR',
      detail: sidesOf(ours, theirs),
      subjectAt: ours?.createdAt ?? theirs?.createdAt,
      ...(theirs && { providerUuid: theirs.ref }),
      ...(ours && { amount: BigInt(ours.stars) }),
    });
    if (isNew) opened++;
  };

  const ours = await readOurs(db, supplier, { from, until, refs: [...seen.keys()] });
  const byRef = new Map(ours.map((row) => [row.supplierRef, row]));
  for (const theirs of seen.values()) {
    if ((theirs.createdAt?.getTime() ?? 0) > until.getTime()) continue;
    const row = byRef.get(theirs.ref);
    const subject = `${supplier.name}:${theirs.ref}`;
    if (!row) {
      const likely = await readLikely(db, supplier, theirs);
      await open(subject, classOfUnknown(theirs, likely), undefined, theirs);
      continue;
    }
    const of = compareOrder(row, theirs);
    if (of) await open(subject, of, row, theirs);
  }
  if (isWhole)
    for (const row of ours)
      if (row.supplierRef !== null && !seen.has(row.supplierRef))
        await open(`${supplier.name}:${row.supplierRef}`, 'supply_missing_at_supplier', row, undefined);
  const healed = isWhole ? await heal(db, supplier, { from, found }) : 0;
  return { orders: seen.size, opened, healed };
}

/** Reads the list, newest first, back to `from`. False: it could not be read that far. */
async function readOrders(supplier: Supplier, from: Date, seen: Map<string, OrderView>): Promise<boolean> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await supplier.list(cursor);
    if (answer === undefined || 'is' in answer) return false;
    for (const view of answer.views) {
      if (view.createdAt !== undefined && view.createdAt < from) return true;
      seen.set(view.ref, view);
    }
    if (answer.nextCursor === undefined) return true;
    cursor = answer.nextCursor;
  }
  return false;
}

async function readOurs(
  db: Queryable,
  { name }: Supplier,
  { from, until, refs }: { from: Date; until: Date; refs: readonly string[] },
): Promise<Compared[]> {
  const { rows } = await db.query<Compared>(
    `SELECT ${COLUMNS} FROM deliveries WHERE supplier = $1 AND supplier_ref IS NOT NULL
       AND (supplier_ref = ANY ($4) OR accepted_at >= $2 AND accepted_at < $3)`,
    [name, from, until, refs],
  );
  return rows;
}

/** Deliveries that an order without our name may belong to. */
async function readLikely(db: Queryable, { name }: Supplier, theirs: OrderView): Promise<Compared[]> {
  const { rows } = await db.query<Compared>(
    `SELECT ${COLUMNS} FROM deliveries WHERE supplier = $1 AND recipient = $2 AND stars = $3
       AND created_at > $4::timestamptz - interval '1 day' AND created_at <= $4`,
    [name, theirs.recipient?.toLowerCase() ?? null, theirs.stars ?? null, theirs.createdAt ?? null],
  );
  return rows;
}

/** Closes the breaks that this sweep checked and did not find again. */
async function heal(
  db: Queryable,
  { name }: Supplier,
  { from, found }: { from: Date; found: ReadonlySet<string> },
): Promise<number> {
  const { rows } = await db.query<{ id: string; subject: string }>(
    `SELECT id, subject FROM breaks WHERE status = 'open' AND source = 'supply' AND subject LIKE $1 || ':%'
       AND subject_at >= $2`,
    [name, from],
  );
  const gone = rows.filter(({ subject }) => !found.has(subject)).map(({ id }) => id);
  return healBreaks(db, gone);
}
