import { AppError, isUuid } from '../lib/index.ts';
import { notify } from '../notifications/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { enqueue, type JobName } from '../queue/index.ts';
import type { SupplierName } from '../suppliers/index.ts';
import { DELIVERY_STATES, type DeliveryStatus } from './states.ts';
import { columnOf, DELIVERY_COLUMNS, type Delivery } from './types.ts';

/** The fields that a step changes, or that we learn without a step. */
export type Changes = {
  readonly [
    F in Exclude<
      keyof Delivery,
      'id' | 'userId' | 'orderId' | 'status' | 'stars' | 'needsPerson' | 'createdAt' | 'updatedAt'
    >
  ]?: Delivery[F];
};

export interface Step extends Changes {
  readonly to: DeliveryStatus;
  /** `staff:7`, `user:42`, `system`. */
  readonly by: string;
  /** The reason, for the trail. */
  readonly remark?: string;
}

/** Reads one delivery. `where` is a constant of this folder with `$1` for `value`. */
export async function readDelivery(
  q: Queryable,
  where: string,
  value: unknown,
): Promise<Delivery | undefined> {
  const { rows } = await q.query<Delivery>(`SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${where}`, [
    value,
  ]);
  return rows[0];
}

/** Locks a delivery until the transaction ends. Errors: DELIVERY_UNKNOWN. */
export async function lockDelivery(tx: Tx, id: string): Promise<Delivery> {
  const delivery = isUuid(id) ? await readDelivery(tx, 'id = $1 FOR UPDATE', id) : undefined;
  if (!delivery) throw new AppError('DELIVERY_UNKNOWN');
  return delivery;
}

/** Checks that the table of states allows this step. Errors: DELIVERY_STATE. */
export function requireStep(delivery: Delivery, to: DeliveryStatus): void {
  if (!DELIVERY_STATES[delivery.status].next.includes(to))
    throw new AppError('DELIVERY_STATE', { status: delivery.status, to });
}

/** Moves a locked delivery to another state. It clears the last problem, unless the step names one. */
export function moveDelivery(tx: Tx, delivery: Delivery, step: Step): Promise<Delivery> {
  const { to, by, remark, ...changes } = step;
  requireStep(delivery, to);
  const fixed = { status: to, changed_by: by, remark: remark ?? '' };
  return update(tx, delivery.id, fixed, { error: null, failures: 0, nextTryAt: null, ...changes });
}

/** Stores new facts about a locked delivery without a step. */
export function noteOnDelivery(tx: Tx, delivery: Delivery, changes: Changes): Promise<Delivery> {
  return update(tx, delivery.id, {}, changes);
}

async function update(
  tx: Tx,
  id: string,
  fixed: Readonly<Record<string, unknown>>,
  changes: Changes,
): Promise<Delivery> {
  const columns = [
    ...Object.entries(fixed),
    ...Object.entries(changes).map(([field, value]): [string, unknown] => [
      columnOf(field as keyof Delivery),
      value,
    ]),
  ];
  const { rows } = await tx.query<Delivery>(
    `UPDATE deliveries SET ${columns.map(([column], i) => `${column} = $${i + 2}`).join(', ')} WHERE id = $1
     RETURNING ${DELIVERY_COLUMNS}`,
    [id, ...columns.map(([, value]) => value)],
  );
  const [after] = rows;
  if (!after) throw new AppError('DELIVERY_UNKNOWN');
  return after;
}

/** Writes a job about a delivery. */
export async function queueDelivery(
  tx: Queryable,
  job: Extract<JobName, 'delivery.send' | 'delivery.look-up'>,
  { id, correlationId }: Pick<Delivery, 'id' | 'correlationId'>,
  runAt?: Date,
): Promise<void> {
  await enqueue(
    tx,
    job,
    { deliveryId: id },
    { ...(runAt && { runAt }), correlationId: correlationId ?? undefined },
  );
}

/** Tells the user the new state of a delivery, once per state and attempt. */
export async function tellRecipientState(
  tx: Tx,
  { id, userId, attempt, correlationId, stars }: Delivery,
  step: 'confirmed' | 'failed' | 'uncertain' | 'review',
): Promise<void> {
  await notify(tx, {
    userId,
    kind: 'delivery_step',
    subjectId: id,
    key: `delivery:${id}:${step}:${attempt}`,
    data: { step, stars: BigInt(stars) },
    correlationId: correlationId ?? undefined,
  });
}

/** Stores an answer of a supplier, for people who must decide. */
export async function keepAnswer(
  q: Queryable,
  deliveryId: string,
  answer: {
    supplier: SupplierName;
    call: 'create' | 'lookUp' | 'find' | 'cancel' | 'event';
    outcome: string;
    raw: string;
  },
): Promise<void> {
  await q.query(
    'INSERT INTO delivery_answers (delivery_id, supplier, call, outcome, raw) VALUES ($1, $2, $3, $4, $5)',
    [deliveryId, answer.supplier, answer.call, answer.outcome, answer.raw.slice(0, 4000)],
  );
}
