import { isUuid, newId, referenceOf } from '../lib/index.ts';
import type { Context, ErrorGroup, Tx } from '../platform/index.ts';

/** How many occurrences of a group are kept: enough to see whom it meets, and never a burden. */
export const KEPT = 50;

/** A place that somebody resolved comes back as `again`, and one that somebody knows stays known in the next version. */
const COUNT = `INSERT INTO error_groups AS g (code, door, place, version, count, first_at, last_at, state)
  SELECT code, door, place, $2, count, "firstAt", "lastAt", coalesce((
      SELECT CASE WHEN e.state IN ('resolved', 'again') THEN 'again' ELSE e.state END FROM error_groups e
      WHERE (e.code, e.door, e.place) = (n.code, n.door, n.place) ORDER BY e.last_at DESC, e.id DESC LIMIT 1), 'new')
  FROM jsonb_to_recordset($1) AS n (code text, door text, place text, count bigint, "firstAt" timestamptz, "lastAt" timestamptz)
  ORDER BY code, door, place -- two processes lock in one order
  ON CONFLICT (code, door, place, version) DO UPDATE SET count = g.count + excluded.count,
    first_at = least(g.first_at, excluded.first_at), last_at = greatest(g.last_at, excluded.last_at)
  RETURNING id, code, door, place`;

/** A job knows its invoice, delivery or refund. They lead to the order, and that to its user. */
const ADD = `INSERT INTO error_occurrences (id, group_id, at, reference, correlation_id, user_id, order_id, message, in_shown)
  SELECT n.id, n."groupId", n.at, n.reference, n."correlationId", coalesce(n."userId", o.user_id, d.user_id, r.user_id),
    coalesce(o.id, d.order_id, r.order_id), n.message,
    EXISTS (SELECT FROM shown_errors s WHERE s.reference = n.reference AND s.correlation_id = n."correlationId")
  FROM jsonb_to_recordset($1) AS n (id uuid, "groupId" bigint, at timestamptz, reference text, "correlationId" text,
      "userId" bigint, "orderId" uuid, "invoiceId" uuid, "deliveryId" uuid, "refundId" uuid, message text)
    LEFT JOIN deliveries d ON d.id = n."deliveryId"
    LEFT JOIN refunds r ON r.id = n."refundId"
    LEFT JOIN invoices i ON i.id = n."invoiceId"
    LEFT JOIN LATERAL (SELECT id, user_id FROM orders WHERE id = coalesce(n."orderId", i.order_id)
      UNION ALL (SELECT id, user_id FROM orders
        WHERE user_id = n."userId" AND correlation_id = n."correlationId" ORDER BY id DESC LIMIT 1)
      LIMIT 1) o ON true`;

const FORGET = `DELETE FROM error_occurrences WHERE id IN (
  SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY group_id ORDER BY id DESC) AS place
    FROM error_occurrences WHERE group_id = ANY($1)) ranked WHERE place > ${KEPT})`;

/** Adds what a process counted, in one transaction. */
export function storeErrors(
  { db, config }: Pick<Context, 'db' | 'config'>,
  groups: readonly ErrorGroup[],
): Promise<void> {
  return db.tx(async (tx) => {
    // After a crash of the server the last seconds of counting may be missing.
    await tx.query('SET LOCAL synchronous_commit = off');
    const ids = await count(tx, groups, config.version);
    const rows = groups.flatMap((group) =>
      group.occurrences.map(({ at, correlationId, userId, ids: about, message }) => ({
        ...idsOf(about),
        id: newId(at),
        groupId: ids.get(keyOf(group)),
        at,
        correlationId,
        userId,
        message,
        reference: referenceOf(correlationId ?? '') || undefined,
      })),
    );
    await tx.query(ADD, [JSON.stringify(rows)]);
    await tx.query(FORGET, [[...ids.values()]]);
  });
}

type Named = Pick<ErrorGroup, 'code' | 'door' | 'place'>;

function keyOf({ code, door, place }: Named): string {
  return `${code} ${door} ${place}`;
}

async function count(tx: Tx, groups: readonly ErrorGroup[], version: string): Promise<Map<string, string>> {
  const counts = groups.map(({ code, door, place, count: n, firstAt, lastAt }) => ({
    code,
    door,
    place,
    count: n,
    firstAt,
    lastAt,
  }));
  const { rows } = await tx.query<Named & { id: bigint }>(COUNT, [JSON.stringify(counts), version]);
  return new Map(rows.map((row) => [keyOf(row), row.id.toString()]));
}

/** Payloads of jobs have ids only, but one that does not fit must not cost the whole batch. */
function idsOf(about: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    ['orderId', 'invoiceId', 'deliveryId', 'refundId'].flatMap((name) => {
      const id = about[name];
      return typeof id === 'string' && isUuid(id) ? [[name, id]] : [];
    }),
  );
}
