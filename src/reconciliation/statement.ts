import { AppError, DAY_MS, newId, readCsv } from '../lib/index.ts';
import { readStatementRow, type ProviderInvoice } from '../payments/index.ts';
import type { Context } from '../platform/index.ts';
import type { ProviderPages } from './providerRows.ts';

/** Rows written, and rows read, at once. */
const PAGE = 500;

/** A statement of the provider: its period, and its rows in the form that a sweep reads. */
export interface Statement {
  readonly rows: number;
  readonly from: Date;
  /** Just after its latest row, because statements have whole seconds. */
  readonly to: Date;
  readonly pages: ProviderPages;
}

type Row = ProviderInvoice & { createdAt: Date };

/**
 * Reads a statement (CSV with a header of the provider's field names) and gives it to `work` in place of the provider's
 * list. The rows may be in any order and of any number. They are stored in a table, not in memory, and deleted
 * afterwards.
 * Errors: INPUT_INVALID with the `line` of the file.
 */
export async function withStatement<T>(
  context: Context,
  text: AsyncIterable<string>,
  work: (statement: Statement) => Promise<T>,
): Promise<T> {
  const { db } = context;
  const id = newId();
  // Rows left behind by a killed process are useless.
  await db.query('DELETE FROM statement_rows WHERE statement_id < $1', [
    newId(new Date(Date.now() - DAY_MS)),
  ]);
  try {
    const rows = await load(context, id, text);
    const span = await db.one<{ from: Date | null; to: Date | null }>(
      'SELECT min(created_at) AS from, max(created_at) AS to FROM statement_rows WHERE statement_id = $1',
      [id],
    );
    if (!span?.from || !span.to) throw new AppError('INPUT_INVALID', { fields: 'statement' });
    return await work({
      rows,
      from: span.from,
      to: new Date(span.to.getTime() + 1000),
      pages: (from, to) => pagesOf(context, { id, from, to }),
    });
  } finally {
    await db.query('DELETE FROM statement_rows WHERE statement_id = $1', [id]);
  }
}

async function load(context: Context, id: string, text: AsyncIterable<string>): Promise<number> {
  let names: string[] | undefined;
  let line = 0;
  let batch: { line: number; row: Row }[] = [];
  const write = async (): Promise<void> => {
    await context.db.query(
      `INSERT INTO statement_rows (statement_id, created_at, line, invoice)
       SELECT $1, created_at, line, invoice FROM unnest($2::timestamptz[], $3::integer[], $4::jsonb[]) AS r (created_at, line, invoice)`,
      [
        id,
        batch.map(({ row }) => row.createdAt),
        batch.map((item) => item.line),
        // A payer's wallet is never stored in clear text.
        batch.map(({ row }) => JSON.stringify({ ...row, payer: undefined })),
      ],
    );
    batch = [];
  };
  for await (const fields of readCsv(text)) {
    line++;
    if (!names) {
      names = fields.map((name) => name.trim().toLowerCase());
      continue;
    }
    const row = readStatementRow(Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])));
    if (!row) throw new AppError('INPUT_INVALID', { fields: 'statement', line });
    batch.push({ line, row });
    if (batch.length === PAGE) await write();
  }
  if (batch.length > 0) await write();
  return Math.max(0, line - 1);
}

/** Newest first, like the provider's list. */
async function* pagesOf(
  { db }: Context,
  { id, from, to }: { id: string; from: Date; to: Date },
): AsyncGenerator<ProviderInvoice[]> {
  let last: { position: string; line: number } | undefined;
  for (;;) {
    const { rows } = await db.query<{ position: string; line: number; at: Date; invoice: ProviderInvoice }>(
      `SELECT created_at::text AS position, line, created_at AS at, invoice FROM statement_rows
       WHERE statement_id = $1 AND created_at >= $2 AND created_at <= $3
         AND ($4::timestamptz IS NULL OR (created_at, line) < ($4, $5)) ORDER BY created_at DESC, line DESC LIMIT ${PAGE}`,
      [id, from, to, last?.position ?? null, last?.line ?? null],
    );
    yield rows.map(({ invoice, at }) => ({ ...invoice, createdAt: at, expiresAt: undefined }));
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}
