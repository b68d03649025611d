import { AppError } from '../lib/index.ts';
import { together, type Context, type Tx, type Which } from '../platform/index.ts';
import { enqueueAll } from '../queue/index.ts';
import { CAPABILITIES, type CreateOutcome, type OrderState, type Supplier } from '../suppliers/index.ts';
import { applyPlans, type Decided } from './apply.ts';
import type { Begun } from './begin.ts';
import { lockDeliveries } from './move.ts';
import { planCreated, type Plan } from './plan.ts';
import { keepAnswers, type KeptAnswer } from './tell.ts';
import type { Delivery } from './types.ts';

/** The answer to a call that was written down. */
export interface Answered {
  readonly begun: Begun;
  readonly supplier: Supplier;
  readonly answer: CreateOutcome;
}

/** The part of the plan that is done outside the transaction; undefined: nothing. */
type After = (Pick<Plan, 'next' | 'afterMs'> & { readonly ref?: string | null | undefined }) | undefined;

/** What an answer changes in the delivery, and what is done afterwards. */
interface End {
  readonly decided?: Decided;
  readonly after?: After;
}

/** An order in one of these states may still be paid. */
const IS_OPEN: ReadonlySet<OrderState> = new Set(['pending', 'held']);

/** Writes the answers to calls, and carries out what follows from them, all in one transaction. */
export function finishAll(context: Context, batch: readonly Answered[]): Promise<(After | Promise<After>)[]> {
  return together(context.db, batch, {
    keyOf: ({ begun }) => begun.id,
    work: (tx, items, which) => finishIn(context, tx, { items, which }),
    unknown: () => new AppError('DELIVERY_UNKNOWN'),
  });
}

async function finishIn(
  context: Context,
  tx: Tx,
  { items, which }: { items: readonly Answered[]; which: Which },
): Promise<Map<Answered, After>> {
  const now = context.clock.now();
  const ids = items.map(({ begun }) => begun.id);
  const locked = await lockDeliveries(tx, ids, which);
  const got = items.filter(({ begun }) => locked.has(begun.id));
  const early = await earlyReports(tx, got);
  const over = new Set(early.filter(({ state }) => !IS_OPEN.has(state)).map(({ ref }) => ref));
  const ends = got.map((answered) => {
    const delivery = locked.get(answered.begun.id) as Delivery;
    return { answered, ...endOf(delivery, unpaidIfOver(answered, over), now) };
  });
  await keepAnswers(tx, got.map(keptOf));
  await applyPlans(
    context,
    tx,
    ends.flatMap(({ decided }) => decided ?? []),
  );
  // They found no order then. Now they do, also if the supplier cannot be asked.
  await enqueueAll(
    tx,
    early.map(({ id }) => ({ job: 'supplier-event.apply', payload: { eventId: id } })),
  );
  return new Map(ends.map(({ answered, after }) => [answered, after]));
}

/** Says what the answer changes. Pure. */
function endOf(delivery: Delivery, { begun, supplier, answer }: Answered, now: Date): End {
  if (isTakenAway(delivery, begun)) return forgotten(delivery, begun, answer);
  const plan = planCreated(delivery, CAPABILITIES[supplier.name], answer, now);
  if (delivery.status !== 'reserved') {
    // The answer was given up as lost and came after all. Now we know the id of the order.
    const isNews = delivery.status === 'uncertain' && delivery.supplierRef === null;
    return isNews && answer.is === 'accepted'
      ? { decided: { delivery, by: 'system', changes: plan.changes, next: 'look' } }
      : {};
  }
  // Nothing was ordered, so an unsafe supplier may be called again, with a new attempt.
  const isFree = plan.next === 'retry' && supplier.can.create === 'unsafe';
  const changes = isFree ? { ...plan.changes, supplierStatus: 'not ordered' } : plan.changes;
  const payment = answer.is === 'accepted' ? answer.payment : undefined;
  return {
    decided: { ...plan, delivery, by: 'system', changes, payment },
    after: { ...plan, ref: changes.supplierRef },
  };
}

/** A person took the delivery, or gave the stars back, while the supplier's answer was on its way. */
function isTakenAway({ attempt, status }: Delivery, begun: Begun): boolean {
  return attempt !== begun.attempt || status === 'failed';
}

/** The order is never paid, so it sends nothing. It is taken back; after a refusal the delivery keeps its name. */
function forgotten(delivery: Delivery, begun: Begun, answer: CreateOutcome): End {
  if (answer.is !== 'accepted') return {};
  const { ref } = answer.view;
  const isNamed = delivery.attempt === begun.attempt && delivery.supplierRef === null;
  return {
    ...(isNamed && { decided: { delivery, by: 'system', changes: { supplierRef: ref } } }),
    after: { next: 'cancel', ref },
  };
}

/** A report that came before the answer to its order. */
interface Early {
  readonly id: string;
  readonly ref: string;
  readonly state: OrderState;
}

/** Returns the reports that are stored about orders whose answer is written only now. */
async function earlyReports(tx: Tx, items: readonly Answered[]): Promise<readonly Early[]> {
  const asked = items.flatMap(({ supplier, answer }): [supplier: string, ref: string][] =>
    answer.is === 'accepted' ? [[supplier.name, answer.view.ref]] : [],
  );
  if (asked.length === 0) return [];
  const { rows } = await tx.query<Early>(
    `SELECT e.id, e.ref, e.state FROM unnest($1::text[], $2::text[]) AS u (supplier, ref)
     JOIN supplier_events e ON e.supplier = u.supplier AND e.ref = u.ref`,
    [asked.map(([supplier]) => supplier), asked.map(([, ref]) => ref)],
  );
  return rows;
}

/**
 * A report of the order's end can be faster than the answer to the order. That answer still asks for a payment, but the
 * order is over. So it is not paid, and the next look finds its end.
 */
function unpaidIfOver(answered: Answered, over: ReadonlySet<string>): Answered {
  const { answer } = answered;
  if (answer.is !== 'accepted' || !over.has(answer.view.ref)) return answered;
  return { ...answered, answer: { is: 'accepted', view: answer.view, isNew: answer.isNew } };
}

/** The answer as it is kept for people. */
export function keptOf({ begun, supplier, answer }: Answered): KeptAnswer {
  const { is } = answer;
  return {
    deliveryId: begun.id,
    supplier: supplier.name,
    call: 'create',
    outcome: is === 'refused' || is === 'later' ? `${is}: ${answer.why}` : is,
    raw: is === 'accepted' ? answer.view.raw : is === 'unknown' ? answer.evidence : (answer.text ?? ''),
  };
}
