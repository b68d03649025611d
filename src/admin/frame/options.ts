import type {
  ActionContext,
  ActionRequest,
  AdminJSOptions,
  ComponentLoader,
  PropertyOptions,
  ResourceWithOptions,
} from 'adminjs';
import type { Role } from '../../staff/index.ts';
import { PATHS } from '../access/paths.ts';
import type { Ability } from '../access/abilities/index.ts';
import { PanelTable } from './adapter.ts';
import { contentActions, contentField } from './contentOptions.ts';
import { ContentTable } from './contentResource.ts';
import type { Column } from '../access/source.ts';
import { adminJsColours, LIGHT } from '../kit/palette.ts';
import { textsFor } from './texts.ts';
import { readDashboard } from '../sections/dashboard/page.ts';
import { permittedColumns } from '../access/reader/index.ts';
import { abilityOf } from '../sections/registry.ts';
import { mayOpen, type Resource } from '../sections/section.ts';
import { accessBehind } from './currentAdmin.ts';
import type { RoleShape } from './guard.ts';
import type { Panel } from '../access/panel.ts';
import { asAdminError, performOnPage, toAdminAction } from './recordActions.ts';

/**
 * The options of AdminJS for one role. Sections, columns, actions and pages that the role does not have are left out.
 */
export function optionsFor(
  panel: Panel,
  role: Role,
  shape: RoleShape,
  loader: ComponentLoader,
): AdminJSOptions {
  const ability = abilityOf({ id: 0n, role });
  const known = new Set(shape.views.map(({ source }) => source.id));
  // They depend only on role and language, and every loaded page needs them.
  const texts = {
    ru: textsFor(panel, { shape, ability }, 'ru'),
    en: textsFor(panel, { shape, ability }, 'en'),
  };
  return {
    rootPath: PATHS.root,
    loginPath: PATHS.login,
    logoutPath: PATHS.logout,
    componentLoader: loader,
    resources: shape.views.map((view) => resourceFor(panel, view, { ability, known })),
    pages: Object.fromEntries(
      Object.entries(shape.pages).map(([name, page]) => [
        name,
        {
          icon: page.icon,
          component: page.component,
          handler: async (request: ActionRequest, _response: unknown, context: ActionContext) => {
            const access = accessBehind(context.currentAdmin);
            // AdminJS checks no rights before it calls a page.
            if (!mayOpen(access.ability, page)) throw asAdminError(access, new Error('forbidden page'), name);
            if (request.method !== 'post') return page.read(access, request.query ?? {});
            return performOnPage(access, { name, actions: page.actions ?? [] }, request.payload ?? {});
          },
        },
      ]),
    ) as never,
    dashboard: {
      component: 'Dashboard',
      handler: (async (_request: ActionRequest, _response: unknown, context: ActionContext) =>
        readDashboard(accessBehind(context.currentAdmin))) as never,
    },
    locale: (currentAdmin) => {
      const language = currentAdmin?.['language'] === 'en' ? 'en' : 'ru';
      return {
        language,
        availableLanguages: [language],
        localeDetection: false,
        translations: { [language]: texts[language] },
      };
    },
    assets: { styles: ['/static/panel.css'] },
    branding: {
      companyName: 'Starboard',
      logo: '/static/star.svg',
      favicon: '/static/star.svg',
      withMadeWithLove: false,
      theme: {
        colors: adminJsColours(LIGHT),
        font: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
      } as never,
    },
    settings: { defaultPerPage: 25 },
  };
}

function resourceFor(
  panel: Panel,
  view: Resource,
  role: { ability: Ability; known: ReadonlySet<string> },
): ResourceWithOptions {
  const { source } = view;
  const seen = permittedColumns(role.ability, source);
  // People only filter by such columns: the values never reach a list.
  const searched = permittedColumns(role.ability, source, 'open').filter(({ name }) =>
    view.filter.includes(name),
  );
  const columns = [...seen, ...searched].map((column) => withKnownReference(column, role.known));
  const names = new Set(columns.map(({ name }) => name));
  const seenNames = new Set(seen.map(({ name }) => name));
  const never = { isAccessible: false, isVisible: false };
  return {
    resource: view.content
      ? new ContentTable({ panel, source, ability: role.ability })
      : new PanelTable({
          source,
          columns,
          q: panel.reads,
          style: panel.style,
          abilityOf: (context) => accessBehind(context?.currentAdmin).ability,
        }),
    options: {
      id: source.id,
      navigation: { name: view.menu, icon: view.icon },
      sort: { sortBy: source.sort.by, direction: source.sort.direction },
      titleProperty: view.title,
      listProperties: view.list.filter((name) => seenNames.has(name)),
      showProperties: [...seenNames].filter((name) => !view.hidden?.includes(name)),
      filterProperties: view.filter.filter((name) => names.has(name)),
      editProperties: Object.keys(view.content?.form ?? {}),
      properties: Object.fromEntries(columns.map((column) => [column.name, propertyFor(column, view)])),
      actions: {
        list: {
          showFilter: view.filter.length > 0,
          isVisible: true,
          custom: { exported: source.subject !== 'ledger' || role.ability.can('export', 'ledger') },
        },
        show: showFor(view),
        search: never,
        new: never,
        edit: never,
        delete: never,
        bulkDelete: never,
        ...(role.ability.can('edit', source.subject) ? contentActions(view) : {}),
        ...Object.fromEntries(
          (view.actions ?? []).map((action) => [action.name, toAdminAction(action, source)]),
        ),
      },
    },
  };
}

function withKnownReference(column: Column, known: ReadonlySet<string>): Column {
  const { reference, ...rest } = column;
  return reference === undefined || known.has(reference) ? column : rest;
}

function propertyFor(column: Column, view: Resource): PropertyOptions {
  const isChoice = column.type === 'enum' || column.type === 'boolean';
  const filter = column.type === 'time' ? 'TimeFilter' : isChoice ? 'ChoiceFilter' : 'TextFilter';
  return {
    isTitle: column.name === view.title,
    components: { filter, list: 'Cell', show: 'Field' },
    custom: { type: column.type },
    ...contentField(view.content, column.name),
  };
}

function showFor(view: Resource): Record<string, unknown> {
  const { page } = view;
  if (!page) return { isVisible: true };
  return {
    isVisible: true,
    component: page.component,
    handler: async (request: ActionRequest, _response: unknown, context: ActionContext) => {
      const { record, currentAdmin } = context;
      const access = accessBehind(currentAdmin);
      if (!record) throw asAdminError(access, new Error('no record'), 'show');
      return {
        record: record.toJSON(currentAdmin),
        page: await page.read(access, record.id(), request.query ?? {}),
      };
    },
  };
}
