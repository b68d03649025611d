import { notFound } from '../site/problems.ts';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../../lib/index.ts';
import type { Role } from '../../staff/index.ts';
import { permittedColumns } from '../access/reader/index.ts';
import { abilityOf, PAGES, RESOURCES } from '../sections/registry.ts';
import { mayOpen, type Page, type Resource } from '../sections/section.ts';

/** The parts of the panel that one role has. For this role nothing else exists. */
export interface RoleShape {
  readonly views: readonly Resource[];
  readonly pages: Readonly<Record<string, Page>>;
  /** Addresses below the root, as `resource/kind/action`. */
  readonly actions: ReadonlySet<string>;
  /** The existing columns, by resource. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

export function shapeOf(role: Role): RoleShape {
  const ability = abilityOf({ id: 0n, role });
  const views = RESOURCES.filter((view) => permittedColumns(ability, view.source).length > 0).map((view) => ({
    ...view,
    actions: (view.actions ?? []).filter((action) => ability.can(action.right, action.subject)),
  }));
  const actions = views.flatMap(({ source, actions: own, content }) => [
    `${source.id}/resource/list`,
    `${source.id}/record/show`,
    ...own.map((action) => `${source.id}/${action.kind}/${action.name}`),
    ...(content && ability.can('edit', source.subject)
      ? ['resource/new', 'record/edit', 'record/delete'].map((address) => `${source.id}/${address}`)
      : []),
  ]);
  const pages = Object.fromEntries(
    PAGES.filter((page) => mayOpen(ability, page)).map((page) => [page.name, page]),
  );
  // The code that reads the rows refuses columns that the role does not see.
  const columns = new Map(
    views.map(({ source }) => [source.id, new Set(source.columns.map(({ name }) => name))]),
  );
  return { views, pages, actions: new Set(actions), columns };
}

const ASSETS = new Set([
  'app.bundle.js',
  'global.bundle.js',
  'design-system.bundle.js',
  'components.bundle.js',
  'icomoon.css',
  'icomoon.eot',
  'icomoon.svg',
  'icomoon.ttf',
  'icomoon.woff',
  'logo.svg',
  'logo-mini.svg',
]);

/**
 * Answers 404 for every address that the role does not have, before AdminJS looks it up. (In AdminJS an unknown name is
 * a 500, and a record action runs even without its record.) A filter or sort by an unknown column is INPUT_INVALID,
 * because AdminJS would also find the properties that every object has.
 */
export function addressGuard(shape: RoleShape): RequestHandler {
  return (request, response, next) => {
    const parts = request.path.split('/').filter((part) => part !== '');
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    if (!isKnown(shape, parts, readOnly)) return void notFound(request, response, next);
    const columns = parts.at(-1) === 'list' ? shape.columns.get(parts[2] ?? '') : undefined;
    const unknown = columns && unknownName(columns, request.query);
    next(unknown === undefined ? undefined : new AppError('INPUT_INVALID', { fields: unknown }));
  };
}

/** The parameter that does not name a column. Undefined if all of them do. */
function unknownName(columns: ReadonlySet<string>, query: Request['query']): string | undefined {
  return Object.entries(query).find(([key, value]) => {
    const [, name = ''] = /^filters\.(.*?)(?:~~(?:from|to))?$/s.exec(key) ?? [];
    if (key.startsWith('filters.')) return !columns.has(name) || typeof value !== 'string';
    return key === 'sortBy' && value !== '' && !(typeof value === 'string' && columns.has(value));
  })?.[0];
}

function isKnown(shape: RoleShape, parts: readonly string[], readOnly: boolean): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) return readOnly;
  if (first === 'frontend')
    return readOnly && rest.length === 2 && rest[0] === 'assets' && ASSETS.has(rest[1] ?? '');
  if (first === 'api') {
    if (rest[0] === 'dashboard') return readOnly && rest.length === 1;
    return (
      isKnownThing(shape, rest, true) &&
      (readOnly || rest[0] === 'resources' || shape.pages[rest[1] ?? '']?.actions !== undefined)
    );
  }
  return readOnly && isKnownThing(shape, parts, false);
}

function isKnownThing(
  { views, pages, actions }: RoleShape,
  parts: readonly string[],
  isApi: boolean,
): boolean {
  const [type, name = '', kind, ...rest] = parts;
  if (type === 'pages') return parts.length === 2 && Object.hasOwn(pages, name);
  if (type !== 'resources') return false;
  if (parts.length === 2) return !isApi && views.some(({ source }) => source.id === name);
  if (kind === 'actions') return rest.length === 1 && actions.has(`${name}/resource/${rest[0]}`);
  if (kind === 'records') return rest.length === 2 && actions.has(`${name}/record/${rest[1]}`);
  return false;
}
