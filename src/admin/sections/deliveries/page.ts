import { journalsOf } from '../../../delivery/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { findShown, rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { LEDGER_ENTRIES, LEDGER_JOURNALS } from '../ledger/source.ts';
import { NOTIFICATIONS } from '../orders/source.ts';
import { withUserName } from '../users/names.ts';
import { isOffered, type Step } from './offers.ts';
import { DELIVERIES, DELIVERY_ANSWERS, DELIVERY_EVENTS, SUPPLIER_EVENTS } from './source.ts';
import { STEPS } from './steps.ts';

/** A delivery with everything that belongs to it. Each part is limited to what the person may see. */
export interface DeliveryView {
  readonly delivery: ShownRow;
  readonly trail: readonly ShownRow[];
  readonly answers: readonly ShownRow[];
  /** What the supplier reported about this order. If its name is not known: reports that belong to no delivery. */
  readonly reports: readonly ShownRow[];
  readonly journals: readonly { readonly journal: ShownRow; readonly lines: readonly ShownRow[] }[];
  readonly messages: readonly ShownRow[];
  /** What this person may do with it now. */
  readonly offers: readonly Step[];
  readonly mayOpen: boolean;
}

const MOST = 50;

export async function readDelivery(access: Access, id: string): Promise<DeliveryView> {
  const delivery = await withUserName(access, await rowOf(access, DELIVERIES, id));
  const oldestFirst = {
    filters: { delivery_id: id },
    sort: { by: 'id', direction: 'asc' },
    limit: MOST,
  } as const;
  const [trail, answers, reports, journals, messages] = await Promise.all([
    rowsOf(access, DELIVERY_EVENTS, oldestFirst),
    rowsOf(access, DELIVERY_ANSWERS, { filters: { delivery_id: id }, limit: MOST }),
    readReports(access, delivery),
    readJournals(access, delivery),
    rowsOf(access, NOTIFICATIONS, { filters: { subject_id: id }, limit: MOST }),
  ]);
  return {
    delivery,
    trail,
    answers,
    reports,
    journals,
    messages: messages.toReversed(),
    offers: offersOf(access, delivery),
    mayOpen: access.ability.can('open', 'deliveries'),
  };
}

function offersOf({ ability, staff, panel }: Access, delivery: ShownRow): Step[] {
  const { config } = panel.app;
  return (Object.keys(STEPS) as Step[]).filter(
    (name) => ability.can(STEPS[name].right, 'deliveries') && isOffered(name, delivery, { staff, config }),
  );
}

/** If the answer about an order was lost: the supplier made the order soon after our call, and reports it later. */
const BEFORE_MS = 5 * MINUTE_MS;
const AFTER_MS = 6 * HOUR_MS;

function readReports(access: Access, delivery: ShownRow): Promise<ShownRow[]> {
  const [supplier, ref, asked] = ['supplier', 'supplier_ref', 'asked_at'].map((name) =>
    textOf(delivery, name),
  );
  const isLost = !ref && textOf(delivery, 'status') === 'uncertain';
  if (!supplier || supplier === 'manual' || !asked || !(ref || isLost)) return Promise.resolve([]);
  const around = (ms: number): string => new Date(Date.parse(asked) + ms).toISOString();
  const filters = ref
    ? { supplier, ref }
    : { supplier, is_unclaimed: 'true', received_at: { from: around(-BEFORE_MS), to: around(AFTER_MS) } };
  return rowsOf(access, SUPPLIER_EVENTS, { filters, limit: MOST });
}

async function readJournals(access: Access, delivery: ShownRow): Promise<DeliveryView['journals']> {
  const found = await findShown(
    access,
    LEDGER_JOURNALS,
    journalsOf(textOf(delivery, 'id'), Number(delivery['attempt'])),
  );
  const inOrder = found.toSorted((a, b) => Number(a['position']) - Number(b['position']));
  return Promise.all(
    inOrder.map(async (journal) => ({
      journal,
      lines: await rowsOf(access, LEDGER_ENTRIES, {
        filters: { journal_id: textOf(journal, 'journal_id'), side: 'debit' },
        sort: { by: 'position', direction: 'asc' },
        limit: MOST,
      }),
    })),
  );
}
