import { addBreakEvent, type PaymentsContext } from '../payments/index.ts';
import type { Tx } from '../platform/index.ts';
import { findOurRow } from './ours.ts';

interface Period {
  readonly sweepId: string;
  readonly from: Date;
  readonly to: Date;
}

interface Unseen {
  readonly id: string;
  readonly class: string;
  readonly uuid: string | null;
  readonly name: string | null;
}

/** Breaks of earlier sweeps over this period that this one did not find again. */
const UNSEEN = `SELECT id, class, provider_uuid AS uuid, detail ->> 'theirName' AS name FROM breaks
  WHERE status = 'open' AND source = 'sweep' AND subject_at >= $2 AND subject_at < $3
    AND seen_at < (SELECT started_at FROM sweeps WHERE id = $1) AND id > $4 ORDER BY id LIMIT 200`;
const NONE = '00000000-0000-0000-0000-000000000000';

/**
 * Closes the breaks that earlier sweeps found in this period and this one did not find again. What a payment left open
 * (`settlement`) is not for a sweep to close: both sides may well agree on it. Gives how many are left.
 */
export async function closeHealed(
  context: PaymentsContext,
  period: Period,
): Promise<{ closed: number; left: number }> {
  let [closed, last] = [0, NONE];
  for (;;) {
    const { rows } = await context.db.query<Unseen>(UNSEEN, [period.sweepId, period.from, period.to, last]);
    const gone: string[] = [];
    for (const found of rows) if (await isGone(context, found)) gone.push(found.id);
    closed += await context.db.tx((tx) => heal(tx, gone));
    last = rows.at(-1)?.id ?? NONE;
    if (last === NONE) break;
  }
  const row = await context.db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM breaks WHERE status = 'open'
       AND coalesce(subject_at, opened_at) >= $1 AND coalesce(subject_at, opened_at) < $2`,
    [period.from, period.to],
  );
  return { closed, left: Number(row?.n ?? 0n) };
}

/** A row that the list leaves out once is not gone: an invoice that we do not know is asked for before its break closes. */
async function isGone(context: PaymentsContext, found: Unseen): Promise<boolean> {
  if (found.class !== 'missing_with_us' || found.uuid === null) return true;
  if (found.name !== null && (await findOurRow(context.db, found.name))) return true;
  return (await context.provider.info({ uuid: found.uuid })) === undefined;
}

async function heal(tx: Tx, breakIds: readonly string[]): Promise<number> {
  if (breakIds.length === 0) return 0;
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE breaks SET status = 'resolved', resolution = 'healed', resolved_by = 'system', resolved_at = now()
     WHERE id = ANY($1::uuid[]) AND status = 'open' RETURNING id`,
    [breakIds],
  );
  for (const { id } of rows)
    await addBreakEvent(tx, { breakId: id, actor: 'system', action: 'resolved', note: 'healed' });
  return rows.length;
}
