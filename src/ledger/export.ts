import QueryStream from 'pg-query-stream';
import { csvLine } from '../lib/index.ts';
import type { Db } from '../platform/index.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [
  'position',
  'journal_id',
  'line',
  'kind',
  'reason',
  'actor',
  'debit',
  'credit',
  'asset',
  'amount',
  'debit_seq',
  'credit_seq',
  'debit_after',
  'credit_after',
  'recorded_at',
  'effective_at',
  'order_id',
  'invoice_id',
  'refund_id',
  'ticket_id',
  'original_id',
  'correlation',
] as const;

const WINDOW = 50_000n;

const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Where a column comes from when it is not the transfer's own. */
const SOURCES: Partial<Record<(typeof COLUMNS)[number], string>> = {
  kind: 'j.kind',
  reason: 'j.reason',
  actor: 'j.actor',
  order_id: 'j.order_id',
  invoice_id: 'j.invoice_id',
  refund_id: 'j.refund_id',
  ticket_id: 'j.ticket_id',
  original_id: 'j.original_id',
  correlation: 'j.correlation',
  debit: 'd.name',
  credit: 'c.name',
  asset: 'd.asset',
  recorded_at: iso('t.recorded_at'),
  effective_at: iso('t.effective_at'),
};

/** Lines of one window; everything as text, so that no reader rounds an amount. Times are ISO 8601 in UTC. */
const WINDOW_SQL = `
  SELECT ${COLUMNS.map((name) => `${SOURCES[name] ?? `t.${name}`}::text AS ${name}`).join(', ')}
  FROM ledger.transfers t
    JOIN ledger.accounts d ON d.id = t.debit JOIN ledger.accounts c ON c.id = t.credit
    JOIN ledger.journals j ON j.journal_id = t.journal_id
  WHERE t.position > $1 AND t.position <= $2 AND t.recorded_at > $3 AND t.recorded_at <= $4
  ORDER BY t.position`;

/**
 * Every transfer of a period (after `from`, up to `to`) as text, in the order of the log, a row at a time: memory does
 * not grow with the ledger. CSV has a header and follows RFC 4180; JSON lines hold one object each.
 */
export async function* exportLedger(
  db: Db,
  options: { format: ExportFormat; from: Date; to: Date; onProgress?: (done: bigint, total: bigint) => void },
): AsyncGenerator<string> {
  const row = await db.one<{ last: bigint }>(
    'SELECT coalesce(max(position), 0) AS last FROM ledger.transfers',
  );
  const last = row?.last ?? 0n;
  if (options.format === 'csv') yield csvLine(COLUMNS);
  const client = await db.pool.connect();
  try {
    for (let low = 0n; low < last; low += WINDOW) {
      const stream = client.query(
        new QueryStream(WINDOW_SQL, [low, low + WINDOW, options.from, options.to], { batchSize: 500 }),
      );
      for await (const transfer of stream as AsyncIterable<Record<string, string | null>>) {
        yield options.format === 'csv'
          ? csvLine(COLUMNS.map((name) => transfer[name] ?? ''))
          : `${JSON.stringify(transfer)}\n`;
      }
      options.onProgress?.(low + WINDOW < last ? low + WINDOW : last, last);
    }
  } finally {
    client.release();
  }
}
