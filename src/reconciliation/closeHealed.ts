import { healBreaks } from '../breaks/index.ts';
import { settle, type PaymentsContext } from '../payments/index.ts';
import { coin } from '../shop/index.ts';
import { askAbout } from './ask.ts';
import { compare } from './compare.ts';
import { findOurRow } from './ours.ts';

interface Period {
  readonly sweepId: string;
  readonly from: Date;
  readonly to: Date;
}

interface Unseen {
  readonly id: string;
  readonly class: string;
  readonly source: 'sweep' | 'settlement';
  readonly invoiceId: string | null;
  readonly ourName: string | null;
  readonly uuid: string | null;
  readonly name: string | null;
}

/**
 * Breaks of this period that this sweep did not find again: those of earlier sweeps, and those of settlements that a
 * comparison can judge. In the other breaks of settlements both sides may agree, and still a person must look.
 */
const UNSEEN = `SELECT b.id, b.class, b.source, b.invoice_id AS "invoiceId", i.provider_order_id AS "ourName", b.provider_uuid AS uuid,
    b.detail ->> 'theirName' AS name
  FROM breaks b LEFT JOIN invoices i ON i.id = b.invoice_id
  WHERE b.status = 'open' AND (b.source = 'sweep' OR b.class IN ('amount', 'currency', 'duplicate'))
    AND b.subject_at >= $2 AND b.subject_at < $3
    AND b.seen_at < (SELECT started_at FROM sweeps WHERE id = $1) AND b.id > $4 ORDER BY b.id LIMIT 200`;
const NONE = '00000000-0000-0000-0000-000000000000';

/** Closes the breaks of this period that are gone. Returns how many were closed, and how many are left. */
export async function closeHealed(
  context: PaymentsContext,
  period: Period,
): Promise<{ closed: number; left: number }> {
  let [closed, last] = [0, NONE];
  for (;;) {
    const { rows } = await context.db.query<Unseen>(UNSEEN, [period.sweepId, period.from, period.to, last]);
    const gone: string[] = [];
    for (const found of rows) if (await isGone(context, found)) gone.push(found.id);
    closed += await context.db.tx((tx) => healBreaks(tx, gone));
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

/**
 * A row that is missing from the list once may still exist. So the provider is asked about an invoice that we do not
 * know before its break is closed.
 */
async function isGone(context: PaymentsContext, found: Unseen): Promise<boolean> {
  if (found.source === 'settlement') return agreesNow(context, found);
  if (found.class !== 'missing_with_us' || found.uuid === null) return true;
  if (found.name !== null && (await findOurRow(context.db, found.name))) return true;
  return (await askAbout(context, { uuid: found.uuid })) === undefined;
}

/** Whether the rules can now settle the payment, and nothing differs after that. */
async function agreesNow(context: PaymentsContext, { invoiceId, ourName }: Unseen): Promise<boolean> {
  if (invoiceId === null || ourName === null) return false;
  const facts = await askAbout(context, { orderId: ourName });
  if (!facts || facts === 'unreadable') return false;
  const { review } = await settle(context, { invoiceId, facts, source: 'sweep' });
  const ours = await findOurRow(context.db, ourName);
  return (
    review === undefined && ours !== undefined && compare(ours, facts, coin(context.config)) === undefined
  );
}
