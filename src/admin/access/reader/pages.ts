import type { Queryable } from '../../../platform/index.ts';
import type { Ability } from '../abilities/index.ts';
import type { Source } from '../source.ts';
import { Conditions } from './conditions.ts';
import { orderOf } from './order.ts';
import { clamp, MOST_ROWS, selectList, tolerant, type ListQuery, type Row } from './query.ts';
import { listScope, permittedColumns } from './scope.ts';

/** One page of a list, and where the next one begins (opaque). Absent after the last row. */
export interface RowPage {
  readonly rows: Row[];
  readonly next?: string;
}

/**
 * `listRows` a page at a time. The index finds each page, however far down it is. `after` is the `next` of the page
 * before; if it fits nothing, the list begins at the top. Rows without a value in the column of the order have no place
 * in it. They are left out, or with `unplaced` only they are returned, by their ids. Errors: those of `listRows`.
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
  // The key as text is exact. A Date would lose the microseconds, and so lose rows.
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

/** Number of rows of a file that are read at a time. Each page is its own statement and holds nothing after it. */
const FILE_PAGE = 2000;

/**
 * Every row of a list, in its order, a page at a time. If rows are added or changed in the meantime, nothing shifts: no
 * row comes twice, and no unchanged row is left out. Errors: as in `listRows`.
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
  // PostgreSQL sorts "no value" as greater than every value.
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
