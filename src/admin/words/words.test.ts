import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { PanelAction } from '../access/actions.ts';
import { componentsOf, PAGES, RESOURCES, SECTIONS, SOURCES } from '../sections/registry.ts';
import { MENUS } from '../sections/section.ts';
import { OTHER_ACTS } from './acts.ts';
import { ADMINJS_TEXTS } from './adminjs.ts';
import { COMMON_COLUMNS } from './columns.ts';
import { inLanguage, isPair, type Pair, type Words } from './pair.ts';

const HERE = new URL('.', import.meta.url);
const SECTIONS_FOLDER = new URL('../sections/', import.meta.url);

/** Every text of a tree with the path to it. A value that is not a text has no path. */
function textsOf(tree: unknown, way: string): [way: string, text: Pair | undefined][] {
  if (tree === undefined) return [[way, undefined]];
  if (isPair(tree)) return tree.every((side) => typeof side === 'string') ? [[way, tree]] : [];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, part]) => textsOf(part, `${way}.${key}`));
}

const actionTexts = (where: string, { name, label, consequence, form = [] }: PanelAction) =>
  textsOf(
    {
      label,
      ...(consequence && { consequence }),
      form: Object.fromEntries(
        form.map(({ name: field, type, label: said, words }) => [
          field,
          {
            ...(type === 'hidden' ? {} : { label: said }),
            ...(type === 'select' || words ? { words } : {}),
          },
        ]),
      ),
    },
    `${where}.${name}`,
  );
const ACTIONS = [
  ...RESOURCES.flatMap(({ source, actions = [] }) => actions.map((action) => [source.id, action] as const)),
  ...PAGES.flatMap(({ name, actions = [] }) => actions.map((action) => [name, action] as const)),
];
/** What is registered: tables, columns, pages, actions and forms. */
const REGISTERED = [
  ...textsOf(MENUS, 'menus'),
  ...SOURCES.flatMap(({ id, names, columns }) => [
    ...textsOf(names, id),
    ...columns.flatMap(({ name, type, label, words, empty }) =>
      textsOf(
        { label, ...(type === 'enum' || words ? { words } : {}), ...(empty && { empty }) },
        `${id}.${name}`,
      ),
    ),
  ]),
  ...PAGES.flatMap(({ name, label }) => textsOf(label, name)),
  ...ACTIONS.flatMap(([where, action]) => actionTexts(where, action)),
];

/** All texts of this folder and of the sections. */
const modules = [
  ...readdirSync(HERE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => new URL(file, HERE)),
  ...readdirSync(SECTIONS_FOLDER)
    .map((folder) => new URL(`${folder}/texts.ts`, SECTIONS_FOLDER))
    .filter((file) => existsSync(file)),
];
const SAID = await Promise.all(
  modules.map(async (file) =>
    textsOf({ ...((await import(file.href)) as object) }, file.pathname.split('/').slice(-2).join('/')),
  ),
);
const ALL = [...REGISTERED, ...SAID.flat()];

test('tables, columns, pages, actions and fields, when they are walked, then none lacks a text', () => {
  expect(REGISTERED.filter(([, text]) => text === undefined).map(([way]) => way)).toEqual([]);
});

test('choices, when they are walked, then each value that is offered has a word', () => {
  const bare = SOURCES.flatMap(({ id, columns }) =>
    columns
      .filter(({ type, values = [], words = {} }) =>
        type === 'enum' ? values.length === 0 || values.some((value) => !words[value]) : values.length > 0,
      )
      .map(({ name }) => `${id}.${name}`),
  );
  expect(bare).toEqual([]);
});

/** Names that are the same in all languages, and placeholders. */
const NAMES = /\{\{\w+\}\}|Telegram|MyStars|iStar/g;
/** A message that is not sent to a chat has no delivery to show. */
const UNSAID = /\bDELIVERIES\.none$|\bdelivery\.words\.none$/;

test('all texts, when they are read, then none is empty or waits to be written, and each is in its language', () => {
  const wrong = ALL.filter(([way, text]) => {
    if (text === undefined || UNSAID.test(way)) return false;
    const [ru, en] = text;
    const isBlank = text.some((side) => side.trim() === '' || /TODO|\?\?\?/.test(side));
    const isEnglish = !/[а-яё]/i.test(ru) && /[a-z]/i.test(ru.replaceAll(NAMES, ''));
    return isBlank || isEnglish || /[а-яё]/i.test(en);
  });
  expect(wrong).toEqual([]);
});

test('all texts, when something is filled in, then both languages say it', () => {
  const gapsOf = (side: string): Set<string> => new Set(side.match(/\{\{\w+\}\}/g));
  const unlike = ALL.filter(([, text]) => text && !isDeepStrictEqual(gapsOf(text[0]), gapsOf(text[1])));
  expect(unlike).toEqual([]);
});

/** Headings that differ from the common one of that name, because the column means something else there. */
const OWN_HEADINGS = [
  // What a person asked to change, not the subject of a ticket.
  'booking_changes.subject',
  'break_changes.subject',
  'fraud_changes.subject',
  'limit_changes.subject',
  'staff_changes.subject',
  // Which of the things of that kind it is about.
  'alerts.subject',
  // The id or the name is the thing itself: a rule, an account, a function.
  'fraud_rules.id',
  'ledger_accounts.name',
  'switches.name',
  // In Russian the heading needs the gender of the word for a break.
  'breaks.opened_at',
  // Places in the ledger and in a talk. Not the order of display, and not a count of entries.
  'ledger_entries.position',
  'ledger_journals.position',
  'ledger_entries.seq',
  'ticket_messages.seq',
  // Of the sending, not of the request.
  'refunds.started_at',
  // What went to a supplier, not what a person wrote.
  'deliveries.body',
  // A buyer's words to a friend, not a remark of staff.
  'deliveries.note',
  // The remark at that step, not the last one about the whole delivery.
  'delivery_events.remark',
  // The supplier's own word.
  'supplier_events.status',
  // The first of two moments of one reading.
  'float_readings.at',
  // An amount, not a number of requests.
  'suspense.waiting',
];

test('a heading of its own, when other tables have a column of that name, then it differs for a reason', () => {
  const common: Words = COMMON_COLUMNS;
  const own = SOURCES.flatMap(({ id, columns }) =>
    columns
      .filter(({ name, label }) => common[name] !== undefined && common[name] !== label)
      .map(({ name, label }) => ({
        column: `${id}.${name}`,
        isCopy: isDeepStrictEqual(label, common[name]),
      })),
  );
  expect(own.filter(({ isCopy }) => isCopy)).toEqual([]);
  expect(own.map(({ column }) => column).toSorted()).toEqual(OWN_HEADINGS.toSorted());
});

test('a form without fields, when it is drawn, then it says what it leads to', () => {
  // It would ask people to trust it without a word.
  const silent = ACTIONS.filter(
    ([, { button, form, component, consequence }]) =>
      button !== false && form?.length === 0 && component === undefined && consequence === undefined,
  );
  expect(silent.map(([where, { name }]) => `${where}.${name}`)).toEqual([]);
});

test('two actions of one name, when the audit log tells them, then they read the same', () => {
  const acts = [...ACTIONS.map(([, { name, label }]) => ({ name, label })), ...OTHER_ACTS];
  const labels = Map.groupBy(acts, ({ name }) => name);
  const unlike = [...labels].filter(([, same]) =>
    same.some(({ label }) => !isDeepStrictEqual(label, same[0]?.label)),
  );
  expect(unlike).toEqual([]);
});

test('folders of sections, when they have a section, then it is registered', () => {
  const folders = readdirSync(SECTIONS_FOLDER).filter((name) =>
    existsSync(new URL(`${name}/section.ts`, SECTIONS_FOLDER)),
  );
  const registered = SECTIONS.map(({ at }) => new URL('.', at).pathname.split('/').at(-2));
  expect(new Set(registered)).toEqual(new Set(folders));
});

test('components, when sections name them, then each lies in one section', () => {
  expect(() => componentsOf(SECTIONS)).not.toThrow();
});

const english: object = createRequire(import.meta.url)(
  '../../../node_modules/adminjs/lib/locale/en/translation.json',
) as object;
/**
 * The welcome page and the side bar of AdminJS are never shown, because ours replace them. Other languages are not
 * offered.
 */
const NEVER_SHOWN =
  /^labels\.(navigation|pages)$|^messages\.(welcomeOnBoard|addingResources|customize|writeOwn|customDashboard|roleBased|community|foundBug|needMore|componentNotFound)|LanguageSelector/;
const pathsOf = (texts: object, prefix = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? pathsOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );

test.each(['ru', 'en'] as const)(
  'texts in %s, when AdminJS asks for one of its own, then it is there',
  (language) => {
    const ours = new Set(pathsOf(inLanguage(ADMINJS_TEXTS, language)));
    expect(pathsOf(english).filter((path) => !NEVER_SHOWN.test(path) && !ours.has(path))).toEqual([]);
  },
);
