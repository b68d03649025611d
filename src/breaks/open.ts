import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { BreakClass, BreakFinder } from './kinds.ts';
import { addBreakEvent } from './trail.ts';

export interface FoundBreak {
  class: BreakClass;
  source: BreakFinder;
  /** Our invoice, or the provider's uuid if we have none. */
  subject: string;
  invoiceId?: string;
  orderId?: string;
  providerUuid?: string;
  asset?: string;
  /** Minor units at stake. */
  amount?: bigint;
  /** When the compared invoice was made. */
  subjectAt?: Date | undefined;
  /** Both sides as they were compared. */
  detail: Readonly<Record<string, string | null>>;
  /** What a person should know besides the class. */
  note?: string;
  /** The journal that already put the money into suspense. */
  journalId?: string;
}

/**
 * Opens a break, or marks the open one as found again. A resolved break stays resolved as long as both sides still say
 * the same, under whatever class. A sweep does not open again what a settlement left open. Returns true if the break is
 * new.
 */
export async function openBreak(q: Queryable, found: FoundBreak): Promise<boolean> {
  const detail = JSON.stringify(found.detail);
  if (found.source === 'sweep') {
    const known = await q.query(
      `UPDATE breaks SET seen_at = clock_timestamp(), detail = $2 WHERE subject = $1 AND status = 'open' AND source = 'settlement'`,
      [found.subject, detail],
    );
    if ((known.rowCount ?? 0) > 0) return false;
  }
  const { rows } = await q.query<{ id: string; isNew: boolean; earlier: string | null }>(
    `INSERT INTO breaks (id, class, subject, source, invoice_id, order_id, provider_uuid, asset, amount, detail, subject_at, journal_id)
     SELECT $1::uuid, $2::text, $3::text, $4, $5::uuid, $6::uuid, $7, $8, $9::bigint, $10::jsonb, $11::timestamptz, $12::uuid
     WHERE NOT EXISTS (SELECT FROM breaks WHERE subject = $3 AND status = 'resolved'
       AND resolution <> 'healed' AND coalesce(stands, detail) = $10::jsonb)
     ON CONFLICT (class, subject) WHERE status = 'open'
     DO UPDATE SET seen_at = clock_timestamp(), detail = excluded.detail, amount = excluded.amount
     RETURNING id, id = $1 AS "isNew", (SELECT e.id FROM breaks e WHERE e.subject = $3 AND e.status = 'resolved'
       ORDER BY e.resolved_at DESC LIMIT 1) AS earlier`,
    [
      newId(),
      found.class,
      found.subject,
      found.source,
      found.invoiceId ?? null,
      found.orderId ?? null,
      found.providerUuid ?? null,
      found.asset ?? null,
      found.amount ?? null,
      detail,
      found.subjectAt ?? null,
      found.journalId ?? null,
    ],
  );
  const [row] = rows;
  if (!row?.isNew) return false;
  const notes = [found.note, row.earlier === null ? undefined : `again after ${row.earlier}`];
  const note = notes.filter((text) => text !== undefined).join('; ');
  await addBreakEvent(q, { breakId: row.id, actor: 'system', action: 'opened', note });
  return true;
}
