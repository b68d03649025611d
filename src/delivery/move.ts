import { AppError, isUuid } from '../lib/index.ts';
import { LOCKING, type Queryable, type Tx, type Which } from '../platform/index.ts';
import { DELIVERY_STATES, type DeliveryStatus } from './states.ts';
import { columnOf, DELIVERY_COLUMNS, STEP_COLUMNS, type Changes, type Delivery } from './types.ts';

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

/** Locks deliveries, in the order of their ids, until the transaction ends. Leaves out those that it does not get. */
export async function lockDeliveries(
  tx: Tx,
  ids: readonly string[],
  which: Which,
): Promise<ReadonlyMap<string, Delivery>> {
  const { rows } = await tx.query<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE id = ANY ($1::uuid[]) ORDER BY id ${LOCKING[which]}`,
    [ids.filter(isUuid)],
  );
  return new Map(rows.map((delivery) => [delivery.id, delivery]));
}

/** Locks a delivery until the transaction ends. Errors: DELIVERY_UNKNOWN. */
export async function lockDelivery(tx: Tx, id: string): Promise<Delivery> {
  const delivery = (await lockDeliveries(tx, [id], 'all')).get(id);
  if (!delivery) throw new AppError('DELIVERY_UNKNOWN');
  return delivery;
}

/** Checks that the table of states allows this step. Errors: DELIVERY_STATE. */
function requireStep(delivery: Delivery, to: DeliveryStatus): void {
  if (!DELIVERY_STATES[delivery.status].next.includes(to))
    throw new AppError('DELIVERY_STATE', { status: delivery.status, to });
}

/** A locked delivery as it becomes, and the columns that are written into its row. */
export interface Write {
  readonly after: Delivery;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** A step to another state. It clears the last problem, unless the step names one. Errors: DELIVERY_STATE. */
export function stepOf(delivery: Delivery, { to, by, remark = '', ...changes }: Step): Write {
  requireStep(delivery, to);
  const { after, columns } = noteOf(delivery, { error: null, failures: 0, nextTryAt: null, ...changes });
  return { after: { ...after, status: to }, columns: { status: to, changed_by: by, remark, ...columns } };
}

/** New facts about a delivery without a step. */
export function noteOf(delivery: Delivery, changes: Changes): Write {
  const columns = Object.entries(changes).map(([field, value]): [string, unknown] => [
    columnOf(field as keyof Delivery),
    // JSON knows no large whole numbers.
    typeof value === 'bigint' ? value.toString() : value,
  ]);
  return { after: { ...delivery, ...changes }, columns: Object.fromEntries(columns) };
}

/** A column that the JSON does not name keeps its value. */
const WRITE = `UPDATE deliveries d SET ${STEP_COLUMNS.map((column) => `${column} = r.${column}`).join(', ')}
    FROM unnest($1::uuid[], $2::jsonb[]) AS u (id, columns) JOIN deliveries o ON o.id = u.id
      CROSS JOIN LATERAL jsonb_populate_record(o, u.columns) AS r
    WHERE d.id = o.id RETURNING d.id, d.needs_person AS "needsPerson", d.updated_at AS "updatedAt"`;

/** Writes into the rows of locked deliveries, in one statement. Returns them as they are now, in order. */
export async function writeDeliveries(tx: Tx, writes: readonly Write[]): Promise<Delivery[]> {
  const real = writes.filter(({ columns }) => Object.keys(columns).length > 0);
  if (real.length === 0) return writes.map(({ after }) => after);
  const { rows } = await tx.query<Pick<Delivery, 'id' | 'needsPerson' | 'updatedAt'>>(WRITE, [
    real.map(({ after }) => after.id),
    real.map(({ columns }) => JSON.stringify(columns)),
  ]);
  const made = new Map(rows.map((row) => [row.id, row]));
  return writes.map(({ after }) => ({ ...after, ...made.get(after.id) }));
}

/** Moves a locked delivery to another state. Errors: DELIVERY_STATE. */
export async function moveDelivery(tx: Tx, delivery: Delivery, step: Step): Promise<Delivery> {
  const [after] = await writeDeliveries(tx, [stepOf(delivery, step)]);
  return after ?? delivery;
}

/** Stores new facts about a locked delivery without a step. */
export async function noteOnDelivery(tx: Tx, delivery: Delivery, changes: Changes): Promise<Delivery> {
  const [after] = await writeDeliveries(tx, [noteOf(delivery, changes)]);
  return after ?? delivery;
}
