import { formatAmount } from '../../../lib/index.ts';
import { coin } from '../../../shop/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { findShown, rowOf, rowsOf, textOf, trailOf, type Trail } from '../../access/rows.ts';
import { INVOICES, PROVIDER_EVENTS } from '../orders/source.ts';
import { releasesOf } from '../suspense/page.ts';
import { SUSPENSE } from '../suspense/source.ts';
import { BREAKS } from './source.ts';
import type { COMPARED } from './texts.ts';

/** One fact as each side has it. Null if a side has nothing. */
export interface ComparedFact {
  readonly fact: keyof typeof COMPARED;
  readonly ours: string | null;
  readonly theirs: string | null;
  /** Set where two different words may mean the same. */
  readonly differs?: boolean;
}

/** A break with both sides, the known facts about the payment, and everything that people did about it. */
export interface BreakView {
  row: ShownRow;
  sides: ComparedFact[];
  /** The delivery that a supplier's order is compared with. */
  deliveryId: string | undefined;
  /** A row that could not be read, exactly as it was sent. */
  unread: { fields: string; raw: string } | undefined;
  trail: Trail[];
  events: ShownRow[];
  others: ShownRow[];
  /** The money in suspense since the break was resolved, and the part that went from there to its owner. */
  suspense: ShownRow | undefined;
  releases: ShownRow[];
}

const MOST = 50;

export async function readBreak(access: Access, id: string): Promise<BreakView> {
  const row = await rowOf(access, BREAKS, id);
  const detail = JSON.parse(textOf(row, 'detail') || '{}') as Detail;
  const invoiceId = textOf(row, 'invoice_id');
  const orderId = textOf(row, 'order_id');
  const journalId = textOf(row, 'journal_id');
  const [invoices, others, trail, [suspense], releases] = await Promise.all([
    invoiceId === '' ? [] : rowsOf(access, INVOICES, { filters: { id: invoiceId }, limit: 1 }),
    orderId === '' ? [] : rowsOf(access, BREAKS, { filters: { order_id: orderId }, limit: MOST }),
    trailOf(
      access,
      `SELECT e.at, e.actor, s.name, e.action AS step, e.note FROM break_events e
       LEFT JOIN staff s ON e.actor = 'staff:' || s.id WHERE e.break_id = $1 ORDER BY e.id`,
      id,
    ),
    journalId === '' ? [] : findShown(access, SUSPENSE, [journalId]),
    releasesOf(access, journalId),
  ]);
  const name = textOf(invoices[0], 'provider_order_id');
  const uuid = textOf(row, 'provider_uuid');
  const filters = name === '' ? { provider_uuid: uuid } : { provider_order_id: name };
  const events =
    name === '' && uuid === '' ? [] : await rowsOf(access, PROVIDER_EVENTS, { filters, limit: MOST });
  return {
    row,
    sides:
      textOf(row, 'found_by') === 'supply'
        ? supplySidesOf(detail, textOf(row, 'class'))
        : sidesOf(access, detail, { name, asset: textOf(row, 'asset') }),
    deliveryId: detail['deliveryId'] ?? undefined,
    unread: detail['raw'] ? { fields: detail['unread'] ?? '', raw: detail['raw'] } : undefined,
    trail: await withOwners(access, trail),
    events,
    others: others.filter((other) => other['id'] !== id),
    suspense,
    releases,
  };
}

type Detail = Readonly<Record<string, string | null>>;

function sidesOf(access: Access, detail: Detail, ours: { name: string; asset: string }): ComparedFact[] {
  const asset = coin(access.panel.app.config);
  const minor = (text: string | null | undefined): string | null =>
    text === null || text === undefined ? null : formatAmount(BigInt(text), asset);
  const side = (text: string | null | undefined): string | null => text ?? null;
  return [
    { fact: 'name', ours: ours.name === '' ? null : ours.name, theirs: side(detail['theirName']) },
    { fact: 'status', ours: side(detail['ourStatus']), theirs: side(detail['theirStatus']) },
    { fact: 'amount', ours: minor(detail['ourAmount']), theirs: side(detail['theirAmount']) },
    { fact: 'payment', ours: minor(detail['ourBooked']), theirs: side(detail['theirPayment']) },
    {
      fact: 'currency',
      ours: ours.asset === '' ? null : ours.asset,
      theirs: side(detail['theirCurrency']),
    },
  ];
}

/** A supplier counts stars and has words of its own for the states of an order. */
function supplySidesOf(detail: Detail, ofClass: string): ComparedFact[] {
  const both = (fact: ComparedFact['fact'], name: string): ComparedFact => ({
    fact,
    ours: detail[`our${name}`] ?? null,
    theirs: detail[`their${name}`] ?? null,
  });
  const isStatus = ofClass === 'supply_status' || ofClass === 'supply_paid_not_delivered';
  return [
    { ...both('supplierOrder', 'Name'), differs: false },
    { ...both('delivery', 'Status'), differs: isStatus },
    both('stars', 'Amount'),
  ];
}

/** The step `owner` notes an id, but people read a name. */
async function withOwners(access: Access, trail: readonly Trail[]): Promise<Trail[]> {
  const ids = trail
    .filter(({ step, note }) => step === 'owner' && /^\d+$/.test(note))
    .map(({ note }) => note);
  if (ids.length === 0) return [...trail];
  const { rows } = await access.panel.reads.query<{ id: bigint; name: string }>(
    'SELECT id, name FROM staff WHERE id = ANY($1::bigint[])',
    [ids],
  );
  const names = new Map(rows.map((row) => [row.id.toString(), row.name]));
  return trail.map((one) =>
    one.step === 'owner'
      ? { ...one, note: names.get(one.note) ?? (one.note === 'null' ? '' : one.note) }
      : one,
  );
}
