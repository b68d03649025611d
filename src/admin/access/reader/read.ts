import type { Action } from '../../../staff/index.ts';
import { AppError } from '../../../lib/index.ts';
import { isUnfitValue, type Queryable } from '../../../platform/index.ts';
import { rowsFor, type Ability } from '../abilities/index.ts';
import type { Column, Source } from '../source.ts';
import { columnSql, Conditions, filterCondition, type FilterValue } from './conditions.ts';

/** What a list asks for. `filters` by column name; everything is checked here, whoever asks. */
export interface ListQuery {
  readonly filters?: Readonly<Record<string, FilterValue>>;
  readonly sort?: { readonly by: string; readonly direction: 'asc' | 'desc' };
  readonly limit?: number;
  readonly offset?: number;
}
export type Row = Record<string, unknown>;

/** One page of a list, and where the next one begins (opaque); absent after the last row. */
export interface RowPage {
  readonly rows: Row[];
  readonly next?: string;
}

const MOST_ROWS = 200;
const FARTHEST_OFFSET = 10_000;
/** Counting stops here: "10 000 and more" is enough for a person, and the table may have millions. */
export const COUNT_LIMIT = 10_001;

/** The columns of a source that an action reaches: none when the role has no such right. */
export function permittedColumns(
  ability: Ability,
  source: Source,
  action: Action = 'see',
): readonly Column[] {
  return source.columns.filter(
    (column) => (column.needs ?? 'see') === action && ability.can(action, source.subject, column.name),
  );
}

/**
 * Rows that this ability may see, with the columns that it may see. Every read of the back office comes through
 * here or `findRows`. Errors: FORBIDDEN (no right to the source, or a filter on a column outside the right).
 */
export async function listRows(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: ListQuery = {},
): Promise<Row[]> {
  const { source } = access;
  const conditions = new Conditions();
  const columns = start(access, conditions, query);
  const limit = clamp(query.limit, 1, MOST_ROWS, 50);
  const offset = clamp(query.offset, 0, FARTHEST_OFFSET, 0);
  const sql = `SELECT ${selectList(columns)} FROM ${source.from} t ${conditions.where()} ORDER BY ${orderBy(source, columns, query)} LIMIT ${limit} OFFSET ${offset}`;
  return tolerant(
    q.query<Row>(sql, conditions.values).then(({ rows }) => rows),
    [],
  );
}

/**
 * {@link listRows} a page at a time, each found by the index however far down it stands: `after` is the `next` of the
 * page before, one that fits nothing begins at the top. Rows without a value in the column of the order have no place
 * in it: they are left out, or with `unplaced` are all that comes, by their ids. Errors: as there.
 */
export async function listRowsAfter(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: Omit<ListQuery, 'offset'> & {
    after?: string | undefined;
    unplaced?: boolean;
    most?: number;
  },
): Promise<RowPage> {
  const { source } = access;
  const conditions = new Conditions();
  const columns = start(access, conditions, query);
  const { by, id, direction, types } = orderOf(source, columns, query);
  const cut = query.after?.lastIndexOf('~') ?? -1;
  if (query.after !== undefined && cut >= 0) {
    const lastId = `${conditions.bind(query.after.slice(cut + 1))}::${types.id}`;
    const place = query.unplaced ? '' : `${conditions.bind(query.after.slice(0, cut))}::${types.by}, `;
    const sign = direction === 'ASC' ? '>' : '<';
    conditions.texts.push(
      query.unplaced ? `${id} ${sign} ${lastId}` : `(${by}, ${id}) ${sign} (${place}${lastId})`,
    );
  }
  conditions.texts.push(`${by} IS ${query.unplaced ? '' : 'NOT '}NULL`);
  const limit = clamp(query.limit, 1, query.most ?? MOST_ROWS, 50);
  const order = query.unplaced ? `${id} ${direction}` : `${by} ${direction}, ${id} ${direction}`;
  // The key as text is exact: a Date would lose the microseconds, and with them rows.
  const sql = `SELECT ${selectList(columns)}, coalesce(${by}::text, '') || '~' || ${id}::text AS "~key" FROM ${source.from} t ${conditions.where()}
    ORDER BY ${order} LIMIT ${limit + 1}`;
  const found = await tolerant(
    q.query<Row>(sql, conditions.values).then(({ rows }) => rows),
    [],
  );
  const rows = found.slice(0, limit);
  const last = rows.at(-1)?.['~key'];
  return found.length > limit && typeof last === 'string' ? { rows, next: last } : { rows };
}

/** So many rows of a file are read at a time: each page is a statement of its own, and holds nothing when it is over. */
const FILE_PAGE = 2000;

/**
 * Every row of a list, in its order, a page at a time. Rows that are added or changed meanwhile shift nothing: none
 * comes twice, none that stays as it is is left out. Errors: as in {@link listRows}.
 */
export async function* wholeList(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: Omit<ListQuery, 'limit' | 'offset'>,
): AsyncGenerator<Row[]> {
  const { by, id, direction } = orderOf(
    access.source,
    permittedColumns(access.ability, access.source),
    query,
  );
  // PostgreSQL holds "no value" for greater than every value.
  const parts = by === id ? [false] : direction === 'ASC' ? [false, true] : [true, false];
  for (const unplaced of parts) {
    let after: string | undefined;
    do {
      const page: RowPage = await listRowsAfter(q, access, {
        ...query,
        after,
        unplaced,
        limit: FILE_PAGE,
        most: FILE_PAGE,
      });
      yield page.rows;
      after = page.next;
    } while (after !== undefined);
  }
}

/** How many rows {@link listRows} could give in all, at most {@link COUNT_LIMIT}. */
export async function countRows(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: ListQuery = {},
): Promise<number> {
  const conditions = new Conditions();
  start(access, conditions, query);
  const sql = `SELECT count(*)::integer AS n FROM (SELECT FROM ${access.source.from} t ${conditions.where()} LIMIT ${COUNT_LIMIT}) c`;
  return tolerant(
    q.query<{ n: number }>(sql, conditions.values).then(({ rows }) => rows[0]?.n ?? 0),
    0,
  );
}

/**
 * Rows by id, in any order, which `action` reaches; for an action without columns of its own only the id is read.
 * Ids that do not fit, do not exist or are not the person's are left out.
 */
export async function findRows(
  q: Queryable,
  access: { ability: Ability; source: Source; action?: Action },
  ids: readonly string[],
): Promise<Row[]> {
  const { ability, source, action = 'see' } = access;
  const conditions = new Conditions();
  const wanted = permittedColumns(ability, source, action);
  const rows = rowCondition(ability, source, action, conditions);
  if (!ability.can(action, source.subject) || rows === undefined) return [];
  const id = idColumn(source);
  // A row is itself only, whatever a filter on its number means.
  const { sameAs: _, ...exact } = id;
  const one = ids.slice(0, MOST_ROWS).map((value) => filterCondition(exact, value, conditions));
  if (one.length === 0) return [];
  conditions.texts.push(...rows, `(${one.join(' OR ')})`);
  const columns = wanted.includes(id) ? wanted : [id, ...wanted];
  const sql = `SELECT ${selectList(columns)} FROM ${source.from} t ${conditions.where()} LIMIT ${MOST_ROWS}`;
  return tolerant(
    q.query<Row>(sql, conditions.values).then((result) => result.rows),
    [],
  );
}

function start(
  access: { ability: Ability; source: Source },
  conditions: Conditions,
  query: ListQuery,
): readonly Column[] {
  const { ability, source } = access;
  const columns = permittedColumns(ability, source);
  const rows = rowCondition(ability, source, 'see', conditions);
  if (columns.length === 0 || rows === undefined) throw new AppError('FORBIDDEN');
  conditions.texts.push(...rows);
  if (source.listed !== undefined) conditions.texts.push(source.listed);
  for (const [name, value] of Object.entries(query.filters ?? {})) {
    const column = source.columns.find((candidate) => candidate.name === name);
    // A filter on a column that cannot be seen would answer questions about it.
    if (!column || !ability.can(column.needs ?? 'see', source.subject, column.name))
      throw new AppError('FORBIDDEN');
    conditions.texts.push(filterCondition(column, value, conditions));
  }
  return columns;
}

/** Conditions for the rows that the ability reaches; undefined when it reaches none. */
function rowCondition(
  ability: Ability,
  source: Source,
  action: Action,
  conditions: Conditions,
): string[] | undefined {
  const alternatives = rowsFor(ability, action, source.subject);
  if (alternatives === null) return undefined;
  if (alternatives.length === 0) return [];
  const texts = alternatives.map((all) =>
    all
      .map(({ column, value }) => filterCondition(columnOf(source, column), String(value), conditions))
      .join(' AND '),
  );
  return [`(${texts.join(' OR ')})`];
}

function selectList(columns: readonly Column[]): string {
  return columns.map((column) => `${columnSql(column)} AS "${column.name}"`).join(', ');
}

/** Sorts by a column that offers it; the id decides between equals, so that pages do not overlap. */
function orderBy(source: Source, columns: readonly Column[], query: ListQuery): string {
  const { by, id, direction } = orderOf(source, columns, query);
  return by === id ? `${by} ${direction}` : `${by} ${direction}, ${id} ${direction}`;
}

/** What decides about the order, and how PostgreSQL calls the types of it. */
function orderOf(
  source: Source,
  columns: readonly Column[],
  query: ListQuery,
): { by: string; id: string; direction: 'ASC' | 'DESC'; types: { by: string; id: string } } {
  const wanted = columns.find((column) => column.sortable && column.name === query.sort?.by);
  const column = wanted ?? columnOf(source, source.sort.by);
  const direction = (wanted ? query.sort?.direction : source.sort.direction) === 'asc' ? 'ASC' : 'DESC';
  const own = idColumn(source);
  const [by, id] = [column.sortSql ?? columnSql(column), columnSql(own)];
  return {
    by,
    id,
    direction,
    types: { by: PG_TYPES[by === id ? own.type : column.type], id: PG_TYPES[own.type] },
  };
}

const PG_TYPES: Readonly<Record<Column['type'], string>> = {
  text: 'text',
  enum: 'text',
  json: 'text',
  bigint: 'bigint',
  money: 'bigint',
  integer: 'integer',
  uuid: 'uuid',
  boolean: 'boolean',
  time: 'timestamptz',
};

export function idColumn(source: Source): Column {
  return columnOf(source, source.idColumn);
}

function columnOf(source: Source, name: string): Column {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`${source.id} has no column ${name}`);
  return column;
}

function clamp(value: number | undefined, low: number, high: number, fallback: number): number {
  if (value === undefined || !Number.isFinite(value)) return fallback;
  return Math.min(high, Math.max(low, Math.trunc(value)));
}

async function tolerant<T>(result: Promise<T>, nothing: T): Promise<T> {
  try {
    return await result;
  } catch (error) {
    // Such a filter finds nothing.
    if (isUnfitValue(error)) return nothing;
    throw error;
  }
}
