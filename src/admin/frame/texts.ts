import type { StaffLanguage } from '../../staff/index.ts';
import type { Ability } from '../access/abilities/index.ts';
import type { Panel } from '../access/panel.ts';
import { permittedColumns } from '../access/reader/index.ts';
import { shownSource, type MenuEntry, type Shell } from '../access/shell.ts';
import { RESOURCES, SECTIONS, SOURCES } from '../sections/registry.ts';
import { MENUS, type Menu } from '../sections/section.ts';
import { ADMINJS_TEXTS } from '../words/adminjs.ts';
import { inLanguage, wordIn, type Texts } from '../words/pair.ts';
import { OTHER_ACTS } from '../words/acts.ts';
import type { RoleShape } from './guard.ts';

/** All texts of AdminJS in one language, and `shell`: what our own screens know about the sections of the role. */
export function textsFor(
  panel: Panel,
  role: { readonly shape: RoleShape; readonly ability: Ability },
  language: StaffLanguage,
): Texts {
  const base = inLanguage(ADMINJS_TEXTS, language);
  const { views, pages } = role.shape;
  return {
    ...base,
    pages: Object.fromEntries(Object.values(pages).map(({ name, label }) => [name, wordIn(label, language)])),
    labels: {
      ...(base['labels'] as Texts),
      ...Object.fromEntries(views.map(({ source }) => [source.id, wordIn(source.names.many, language)])),
    },
    resources: Object.fromEntries(
      views.map(({ source, content, actions = [] }) => [
        source.id,
        {
          // The heading of a list is the name of its rows, that of a record is what it is.
          actions: {
            list: wordIn(source.names.many, language),
            show: wordIn(source.names.one, language),
            ...(content ? { new: wordIn(content.adding, language) } : {}),
            ...Object.fromEntries(actions.map(({ name, label }) => [name, wordIn(label, language)])),
          },
          messages: content ? { confirmDelete: wordIn(content.deleting, language) } : {},
          properties: Object.fromEntries(
            source.columns.map(({ name, label }) => [name, wordIn(label, language)]),
          ),
        },
      ]),
    ),
    shell: JSON.stringify(shellFor(panel, role, language)),
  };
}

function shellFor(
  panel: Panel,
  { shape, ability }: { readonly shape: RoleShape; readonly ability: Ability },
  language: StaffLanguage,
): Shell {
  return {
    coin: panel.app.config.PAYMENT_ASSET_LABEL,
    decimals: panel.style.exponent(''),
    menu: (Object.keys(MENUS) as Menu[])
      .map((name) => ({
        name,
        label: wordIn(MENUS[name], language),
        entries: entriesOf(shape, { menu: name, ability, language }),
      }))
      .filter(({ entries }) => entries.length > 0),
    sources: Object.fromEntries(
      // Columns that are only filtered by need names too.
      SOURCES.map(
        (source) =>
          [
            source,
            [...permittedColumns(ability, source), ...permittedColumns(ability, source, 'open')],
          ] as const,
      )
        .filter(([, columns]) => columns.length > 0)
        .map(([source, columns]) => [source.id, shownSource(source, columns, language)]),
    ),
    acts: Object.fromEntries(
      [
        ...RESOURCES.flatMap(({ actions = [] }) => actions),
        ...SECTIONS.flatMap(({ pages = [] }) => pages.flatMap(({ actions = [] }) => actions)),
        ...OTHER_ACTS,
      ].map(({ name, label }) => [name, wordIn(label, language)]),
    ),
  };
}

/** The entries of one group: its pages, then its lists. The queues are not a page of AdminJS. */
function entriesOf(
  { views, pages }: RoleShape,
  { menu, ability, language }: { menu: Menu; ability: Ability; language: StaffLanguage },
): MenuEntry[] {
  return [
    ...Object.values(pages)
      .filter((page) => page.menu === menu)
      .map(({ name, label, icon }) => ({
        href: `/admin/pages/${name}`,
        label: wordIn(label, language),
        icon,
        page: name,
      })),
    ...views
      .filter((view) => view.menu === menu)
      .map(({ source, icon }) => ({
        href: `/admin/resources/${source.id}`,
        label: wordIn(source.names.many, language),
        icon,
      })),
    ...(menu === 'control' && ability.can('see', 'queues')
      ? [
          {
            href: '/admin/queues',
            label: wordIn(['Очереди', 'Queues'], language),
            icon: 'Layers',
            outside: true as const,
          },
        ]
      : []),
  ];
}
