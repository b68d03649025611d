import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable } from '../platform/index.ts';

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

/** Adds a question, or a reply that belongs to `staffId`. Errors: INPUT_INVALID (length, title taken). */
export async function addContent<T extends Table>(
  context: Pick<Context, 'db'>,
  table: T,
  input: Input<T> & { staffId: bigint },
): Promise<bigint> {
  const columns = [...COLUMNS[table], ...(table === 'canned_replies' ? ['created_by'] : [])];
  const values = [...valuesOf(table, input), ...(table === 'canned_replies' ? [input.staffId] : [])];
  const places = values.map((_value, index) => `$${index + 1}`).join(', ');
  const { rows } = await writing(
    context.db,
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) RETURNING id`,
    values,
  );
  return rows[0]?.id ?? 0n;
}

/** Changes what the editor saw as `version`; errors: CONTENT_CHANGED when it is another by now, INPUT_INVALID. */
export async function editContent<T extends Table>(
  context: Pick<Context, 'db'>,
  table: T,
  input: Input<T> & { id: bigint; version: number },
): Promise<void> {
  const assignments = COLUMNS[table].map((column, index) => `${column} = $${index + 3}`).join(', ');
  const { rows } = await writing(
    context.db,
    `UPDATE ${table} SET ${assignments}, version = version + 1 WHERE id = $1 AND version = $2 RETURNING id`,
    [input.id, input.version, ...valuesOf(table, input)],
  );
  if (rows.length === 0) throw new AppError('CONTENT_CHANGED');
}

/** Errors: CONTENT_CHANGED when it is gone already. */
export async function removeContent(context: Pick<Context, 'db'>, table: Table, id: bigint): Promise<void> {
  const { rowCount } = await context.db.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
  if (rowCount !== 1) throw new AppError('CONTENT_CHANGED');
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
