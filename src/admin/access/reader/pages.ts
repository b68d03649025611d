import type { Queryable } from '../../../platform/index.ts';
import type { Ability } from '../abilities/index.ts';
import type { Source } from '../source.ts';
import { Conditions } from './conditions.ts';
import { orderOf } from './order.ts';
import { clamp, MOST_ROWS, selectList, tolerant, type ListQuery, type Row } from './query.ts';
import { listScope, permittedColumns } from './scope.ts';

/** One page of a list, and where the next one begins (opaque); absent after the last row. */
export interface RowPage {
  readonly rows: Row[];
  readonly next?: string;
}

/**
 * `listRows` a page at a time, each found by the index however far down it stands: `after` is the `next` of the
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
  const columns = listScope(access, conditions, query);
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
 * comes twice, none that stays as it is is left out. Errors: as in `listRows`.
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
