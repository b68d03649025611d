import type { Queryable } from '../platform/index.ts';
import { addBreakEvent } from './trail.ts';

/** Closes open breaks that have disappeared by themselves. Returns how many. */
export function healBreaks(q: Queryable, breakIds: readonly string[]): Promise<number> {
  return heal(q, 'id = ANY($1::uuid[])', breakIds);
}

/** Closes the breaks of settlements about these invoices, after a later answer could be booked by rule. */
export function healSettlementBreaks(q: Queryable, invoiceIds: readonly string[]): Promise<number> {
  return heal(
    q,
    `invoice_id = ANY($1::uuid[]) AND source = 'settlement' AND class <> 'owner_gone'`,
    invoiceIds,
  );
}

async function heal(q: Queryable, which: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await q.query<{ id: string }>(
    `UPDATE breaks SET status = 'resolved', resolution = 'healed', resolved_by = 'system', resolved_at = now()
     WHERE ${which} AND status = 'open' RETURNING id`,
    [ids],
  );
  for (const { id } of rows)
    await addBreakEvent(q, { breakId: id, actor: 'system', action: 'resolved', note: 'healed' });
  return rows.length;
}
