import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, csvLine, type CsvForm } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

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

/** Each query looks at this many positions for a page, so that it stays short even if the period has no rows. */
const WINDOW = 50_000n;
const PAGE = 2000;

const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The source of a column that is not a column of the transfer. */
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

/** A page of lines. All values are text, so that no reader rounds an amount. Times are ISO 8601 in UTC. */
const PAGE_SQL = `
  SELECT ${COLUMNS.map((name) => `${SOURCES[name] ?? `t.${name}`}::text AS ${name}`).join(', ')}
  FROM ledger.transfers t
    JOIN ledger.accounts d ON d.id = t.debit JOIN ledger.accounts c ON c.id = t.credit
    CROSS JOIN LATERAL (SELECT * FROM ledger.journals h WHERE h.journal_id = t.journal_id LIMIT 1) j
  WHERE t.position > $1 AND t.position <= $2 AND t.recorded_at > $3 AND t.recorded_at <= $4
  ORDER BY t.position LIMIT ${PAGE}`;

/** The end of the ledger at a moment: `position` was the last one, and no more rows can appear below it. */
export interface LedgerEnd {
  readonly at: Date;
  readonly position: bigint;
}

/**
 * Gives every transfer of a period (after `from`, up to `to`) as text, in the order of the log. Memory does not grow with
 * the ledger, and no connection is held while the reader reads. The file shows the ledger at one moment (`end`, or
 * now); later postings are not in it. CSV has a header and follows RFC 4180; each JSON line is one object.
 * Errors: LEDGER_BUSY.
 */
export async function* exportLedger(
  db: Queryable,
  options: {
    format: ExportFormat;
    from: Date;
    to: Date;
    form?: CsvForm;
    end?: LedgerEnd;
    onProgress?: (done: bigint, total: bigint) => void;
  },
): AsyncGenerator<string> {
  const { position: last } = options.end ?? (await stableEnd(db));
  const line = (transfer: Record<string, string | null>): string =>
    options.format === 'csv'
      ? csvLine(
          COLUMNS.map((name) => transfer[name] ?? ''),
          options.form,
        )
      : `${JSON.stringify(transfer)}\n`;
  if (options.format === 'csv') yield csvLine(COLUMNS, options.form);
  for (let low = 0n; low < last; low += WINDOW) {
    const end = low + WINDOW < last ? low + WINDOW : last;
    for (let after: bigint | undefined = low; after !== undefined;) {
      const rows: Record<string, string | null>[] = await pageAfter(db, after, end, options);
      for (const transfer of rows) yield line(transfer);
      after = rows.length < PAGE ? undefined : BigInt(rows.at(-1)?.['position'] ?? end);
    }
    options.onProgress?.(end, last);
  }
}

async function pageAfter(
  db: Queryable,
  after: bigint,
  end: bigint,
  { from, to }: { from: Date; to: Date },
): Promise<Record<string, string | null>[]> {
  const { rows } = await db.query<Record<string, string | null>>(PAGE_SQL, [after, end, from, to]);
  return rows;
}

/** Postings take milliseconds. We wait at most this long for transactions that may still add a row below the end. */
const LONGEST_POSTING_MS = 30_000;
const LOOK_AGAIN_MS = 20;

/**
 * Returns the last position, after every posting that may have a lower one has ended. If a row appeared below it after
 * its page was read, the row would be missing from the file and nobody would see it. Errors: LEDGER_BUSY.
 */
export async function stableEnd(db: Queryable): Promise<LedgerEnd> {
  const { rows } = await db.query<LedgerEnd>(
    'SELECT ledger.last_position() AS position, clock_timestamp() AS at',
  );
  const [bound] = rows;
  if (!bound) throw new AppError('LEDGER_BUSY');
  // Read after the position, so it is above every transaction with a position (the end of the snapshot may be lower).
  const { rows: now } = await db.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
  for (let waited = 0; waited < LONGEST_POSTING_MS; waited += LOOK_AGAIN_MS) {
    const { rows: seen } = await db.query<{ stable: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS stable',
      [now[0]?.xid],
    );
    if (seen[0]?.stable === true) return bound;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new AppError('LEDGER_BUSY');
}
