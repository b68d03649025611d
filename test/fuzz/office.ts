import fc from 'fast-check';
import { PAGES, RESOURCES } from '../../src/admin/sections/registry.ts';
import { hostileText, hostileValue } from './hostile.ts';

/** One request to the back office. `form`: fields as a browser sends them; otherwise JSON. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly as?: 'json' | 'form' | 'parts';
}

type Pairs = readonly (readonly [string, string])[];

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const encoded = hostileText.map((text) => encodeURIComponent(text.toWellFormed()));
const address = (path: string, query: Pairs): string =>
  query.length === 0
    ? path
    : `${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString()}`;

/** Parameters of a list: its columns as filters and order, with hostile values, and names that no list has. */
function listQuery(columns: readonly string[]): fc.Arbitrary<Pairs> {
  const column = pick(...columns, '__proto__', 'constructor', '');
  const name = fc.oneof(
    column.map((text) => `filters.${text}`),
    fc.tuple(column, pick('from', 'to', 'x')).map(([text, end]) => `filters.${text}~~${end}`),
    pick(
      'page',
      'perPage',
      'sortBy',
      'direction',
      'search',
      'tab',
      'filters',
      'filters[a]',
      'from',
      'to',
      'version',
    ),
    hostileText,
  );
  const value = fc.oneof(
    hostileText,
    pick('1', '2', '-5', '100000', 'asc', 'desc', 'paid', 'true', '2026-01-01', '2026-01-01T00:00'),
    column,
  );
  return fc.array(fc.tuple(name, value), { maxLength: 4 });
}

/** What a form sends: the fields of the form and some others, with hostile values. */
function fields(names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const name = fc.oneof(
    { weight: 6, arbitrary: pick(...names, 'reason', 'note') },
    { weight: 1, arbitrary: hostileText },
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: hostileText },
    { weight: 1, arbitrary: hostileValue },
    {
      weight: 2,
      arbitrary: pick<unknown>(
        '1',
        '100',
        '0.000000001',
        'a reason that is long enough',
        'true',
        'TON',
        '{}',
      ),
    },
  );
  return fc.array(fc.tuple(name, value), { maxLength: 8 }).map(Object.fromEntries<unknown>);
}

const how = pick<'json' | 'form' | 'parts'>('json', 'form', 'parts');

/** `ids`: records of each resource that exist. */
export function officeRequests(ids: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Asked> {
  const lists = pick(...RESOURCES).chain(({ source }) =>
    fc
      .tuple(
        pick(
          `/admin/api/resources/${source.id}/actions/list`,
          `/admin/export/lists/${source.id}`,
          `/admin/resources/${source.id}`,
        ),
        listQuery(source.columns.map(({ name }) => name)),
      )
      .map(([path, query]): Asked => ({ method: 'GET', path: address(path, query) })),
  );
  const idOf = (resource: string): fc.Arbitrary<string> => {
    const known = ids[resource] ?? [];
    return known.length === 0
      ? encoded
      : fc.oneof(
          encoded,
          pick(...known).map((id) => encodeURIComponent(id)),
        );
  };
  const shows = pick(...RESOURCES).chain(({ source }) =>
    fc
      .tuple(idOf(source.id), pick('show', 'open'), listQuery(source.columns.map(({ name }) => name)))
      .map(([id, name, query]): Asked => ({
        method: 'GET',
        path: address(`/admin/api/resources/${source.id}/records/${id}/${name}`, query),
      })),
  );
  const actions = pick(
    ...RESOURCES.flatMap(({ source, actions = [], content }) => [
      ...actions.map((action) => ({
        source,
        kind: action.kind,
        name: action.name,
        form: (action.form ?? []).map((field) => field.name),
      })),
      ...(content
        ? (['new', 'edit'] as const).map((name) => ({
            source,
            kind: name === 'new' ? ('resource' as const) : ('record' as const),
            name,
            form: Object.keys(content.form),
          }))
        : []),
    ]),
  ).chain(({ source, kind, name, form }) =>
    fc.tuple(idOf(source.id), fields(form), how).map(([id, body, as]): Asked => ({
      method: 'POST',
      path: `/admin/api/resources/${source.id}/${kind === 'record' ? `records/${id}` : 'actions'}/${name}`,
      body,
      as,
    })),
  );
  const pages = pick(...PAGES).chain((page) =>
    fc
      .tuple(
        listQuery(['user', 'account', 'supplier', 'period', 'day', 'id']),
        pick('/admin/api/pages', '/admin/pages'),
      )
      .map(([query, root]): Asked => ({ method: 'GET', path: address(`${root}/${page.name}`, query) })),
  );
  const pageActions = pick(
    ...PAGES.flatMap((page) => (page.actions ?? []).map((action) => ({ page, action }))),
  ).chain(({ page, action }) =>
    fc.tuple(fields((action.form ?? []).map((field) => field.name)), how).map(([body, as]): Asked => ({
      method: 'POST',
      path: `/admin/api/pages/${page.name}`,
      body: { action: action.name, ...body },
      as,
    })),
  );
  return fc.oneof(
    { weight: 5, arbitrary: lists },
    { weight: 3, arbitrary: shows },
    { weight: 8, arbitrary: actions },
    { weight: 2, arbitrary: pages },
    { weight: 2, arbitrary: pageActions },
    { weight: 3, arbitrary: besides },
  );
}

/** Routes that are not made of sections. */
const besides: fc.Arbitrary<Asked> = fc.oneof(
  fc
    .tuple(pick('ledger', 'statements/1', 'suppliers/istar', 'statements/x'), listQuery(['format', 'list']))
    .map(([path, query]): Asked => ({ method: 'GET', path: address(`/admin/export/${path}`, query) })),
  encoded.map((id): Asked => ({ method: 'GET', path: `/admin/files/${id}` })),
  encoded.map((id): Asked => ({ method: 'GET', path: `/admin/export/statements/${id}` })),
  fc
    .tuple(pick('/admin/runs/tryRule', '/admin/runs/x'), fields(['ruleId', 'days', 'parameters']), how)
    .map(([path, body, as]): Asked => ({ method: 'POST', path, body, as })),
  fc
    .tuple(
      pick('GET' as const, 'PUT' as const, 'DELETE' as const, 'POST' as const),
      pick(
        'queues',
        'queues/maintenance',
        'queues/x/1/logs',
        'queues/maintenance/1',
        'queues/maintenance/retry/failed',
        'redis/stats',
      ),
      listQuery(['activeQueue', 'status', 'jobsPerPage']),
      fields(['name', 'data', 'options']),
    )
    .map(([method, path, query, body]): Asked => ({
      method,
      path: address(`/admin/queues/api/${path}`, query),
      ...(method === 'GET' ? {} : { body }),
    })),
  fc
    .tuple(
      pick('/account/language', '/account/password', '/login/code', '/access/abc'),
      fields(['current', 'fresh', 'code', 'language', 'password', 'next']),
      how,
    )
    .map(([path, body, as]): Asked => ({ method: 'POST', path, body, as })),
  fc
    .tuple(encoded, listQuery(['next', 'lang']))
    .map(([path, query]): Asked => ({ method: 'GET', path: address(`/${path}`, query) })),
  encoded.map((path): Asked => ({ method: 'GET', path: `/admin/api/resources/${path}/actions/list` })),
  encoded.map((token): Asked => ({ method: 'GET', path: `/access/${token}` })),
);

/** The request as fetch takes it. */
export function requestOf({ method, body, as = 'json' }: Asked): RequestInit {
  if (body === undefined) return { method };
  if (as === 'json')
    return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const entries = Object.entries(body as object).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  if (as === 'form') return { method, body: new URLSearchParams(entries) };
  const parts = new FormData();
  for (const [name, value] of entries) parts.append(name, value);
  return { method, body: parts };
}
