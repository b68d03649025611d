import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable, type Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';

export interface FaqInput {
  readonly position: number;
  readonly question_ru: string;
  readonly question_en: string;
  readonly answer_ru: string;
  readonly answer_en: string;
  readonly active: boolean;
}
export interface CannedReplyInput {
  readonly title: string;
  readonly body_ru: string;
  readonly body_en: string;
  readonly active: boolean;
}

/** Tables of content with their columns: constants, so that they may stand in SQL. */
const COLUMNS = {
  faq: ['position', 'question_ru', 'question_en', 'answer_ru', 'answer_en', 'active'],
  canned_replies: ['title', 'body_ru', 'body_en', 'active'],
} as const;
type Table = keyof typeof COLUMNS;
type Input<T extends Table> = T extends 'faq' ? FaqInput : CannedReplyInput;

/** SQLSTATEs of a text that is too long or empty, and of a title that exists. */
const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';

/** Adds a question, or a reply that belongs to `staffId`. Errors: FORBIDDEN, INPUT_INVALID (length, title taken). */
export async function addContent<T extends Table>(
  context: Pick<Context, 'db'>,
  table: T,
  input: Input<T> & { staffId: bigint },
): Promise<bigint> {
  const columns = [...COLUMNS[table], ...(table === 'canned_replies' ? ['created_by'] : [])];
  const values = [...valuesOf(table, input), ...(table === 'canned_replies' ? [input.staffId] : [])];
  const places = values.map((_value, index) => `$${index + 1}`).join(', ');
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit', table, { own: input.staffId });
    const { rows } = await writing(
      tx,
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) RETURNING id`,
      values,
    );
    return rows[0]?.id ?? 0n;
  });
}

/** Changes what the editor saw as `version`; errors: FORBIDDEN, CONTENT_CHANGED when it is another by now, INPUT_INVALID. */
export async function editContent<T extends Table>(
  context: Pick<Context, 'db'>,
  table: T,
  input: Input<T> & { id: bigint; version: number; staffId: bigint },
): Promise<void> {
  const assignments = COLUMNS[table].map((column, index) => `${column} = $${index + 3}`).join(', ');
  await context.db.tx(async (tx) => {
    await requireEdit(tx, table, input);
    const { rows } = await writing(
      tx,
      `UPDATE ${table} SET ${assignments}, version = version + 1 WHERE id = $1 AND version = $2 RETURNING id`,
      [input.id, input.version, ...valuesOf(table, input)],
    );
    if (rows.length === 0) throw new AppError('CONTENT_CHANGED');
  });
}

/** Errors: FORBIDDEN, CONTENT_CHANGED when it is gone already. */
export async function removeContent(
  context: Pick<Context, 'db'>,
  table: Table,
  input: { id: bigint; staffId: bigint },
): Promise<void> {
  await context.db.tx(async (tx) => {
    await requireEdit(tx, table, input);
    const { rowCount } = await tx.query(`DELETE FROM ${table} WHERE id = $1`, [input.id]);
    if (rowCount !== 1) throw new AppError('CONTENT_CHANGED');
  });
}

/** A reply is its author's; a question is nobody's. */
async function requireEdit(
  tx: Tx,
  table: Table,
  { id, staffId }: { id: bigint; staffId: bigint },
): Promise<void> {
  const author = table === 'canned_replies' ? 'created_by' : 'NULL::bigint';
  const { rows } = await tx.query<{ own: bigint | null }>(
    `SELECT ${author} AS own FROM ${table} WHERE id = $1`,
    [id],
  );
  await requireRight(tx, staffId, 'edit', table, rows[0]);
}

function valuesOf(table: Table, input: object): unknown[] {
  const given = input as Record<string, unknown>;
  return COLUMNS[table].map((column) => given[column]);
}

async function writing(q: Queryable, sql: string, values: unknown[]): Promise<{ rows: { id: bigint }[] }> {
  try {
    return await q.query<{ id: bigint }>(sql, values);
  } catch (error) {
    if (sqlState(error) === CHECK_VIOLATION || sqlState(error) === UNIQUE_VIOLATION)
      throw new AppError(
        'INPUT_INVALID',
        { fields: sqlState(error) === UNIQUE_VIOLATION ? 'title' : 'text' },
        { cause: error },
      );
    throw error;
  }
}
