import type { Queryable } from '../platform/index.ts';

/** One invoice of ours with the fields that a sweep compares. */
export interface OurRow {
  readonly id: string;
  readonly orderId: string;
  readonly providerOrderId: string;
  readonly providerUuid: string | null;
  readonly asset: string;
  readonly amount: bigint;
  readonly status: string;
  readonly booked: bigint;
  readonly createdAt: Date;
}

const COLUMNS = `id, order_id AS "orderId", provider_order_id AS "providerOrderId", provider_uuid AS "providerUuid", asset,
  amount, status, booked, created_at AS "createdAt"`;
/** Rows per read: few enough to hold in memory, enough to avoid many waits. */
const PAGE = 1000;

/** Our invoices of a period, newest first, a page at a time. */
export async function* ourRows(q: Queryable, from: Date, to: Date): AsyncGenerator<OurRow[]> {
  let last: { createdAt: string; id: string } | undefined;
  for (;;) {
    // The cursor is text: a Date would lose the microseconds that PostgreSQL keeps.
    const { rows } = await q.query<OurRow & { position: string }>(
      `SELECT ${COLUMNS}, created_at::text AS position FROM invoices
       WHERE created_at >= $1 AND created_at < $2 AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
       ORDER BY created_at DESC, id DESC LIMIT ${PAGE}`,
      [from, to, last?.createdAt ?? null, last?.id ?? null],
    );
    yield rows;
    const end = rows.at(-1);
    if (rows.length < PAGE || !end) return;
    last = { createdAt: end.position, id: end.id };
  }
}

export async function findOurRow(q: Queryable, providerOrderId: string): Promise<OurRow | undefined> {
  const { rows } = await q.query<OurRow>(`SELECT ${COLUMNS} FROM invoices WHERE provider_order_id = $1`, [
    providerOrderId,
  ]);
  return rows[0];
}
