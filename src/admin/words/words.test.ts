import { PAGES, RESOURCES, SOURCES } from '../sections/registry.ts';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { NOT_ANOTHER, PROPOSAL_KINDS } from '../../proposals/index.ts';
import { PRICE_CHANGE_STATUSES, PRICE_CONCERNS } from '../../shop/index.ts';
import { PROPOSALS } from '../sections/approvals/source.ts';
import { PROPOSAL_SECTIONS } from '../sections/approvals/actions.ts';
import { textsIn, type Texts } from './index.ts';

const paths = (texts: object, prefix = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? paths(value as object, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
const at = (texts: Texts, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Texts)[key] : undefined),
      texts,
    );

const english: object = createRequire(import.meta.url)(
  '../../../node_modules/adminjs/lib/locale/en/translation.json',
) as object;
/** The welcome page of AdminJS is never shown: ours stands in its place. Other languages are not offered. */
const NEVER_SHOWN =
  /^messages\.(welcomeOnBoard|addingResources|customize|writeOwn|customDashboard|roleBased|community|foundBug|needMore|componentNotFound)|LanguageSelector/;

test.each(['ru', 'en'] as const)(
  'texts in %s, when AdminJS asks for one of its own, then it is there',
  (language) => {
    const missing = paths(english).filter(
      (path) => !NEVER_SHOWN.test(path) && typeof at(textsIn(language), path) !== 'string',
    );
    expect(missing).toEqual([]);
  },
);

test.each(['ru', 'en'] as const)(
  'texts in %s, when all columns and choices are walked, then each has a name',
  (language) => {
    const texts = textsIn(language);
    const wanted = SOURCES.flatMap(({ id, columns }) =>
      columns.flatMap((column) => [
        ...(RESOURCES.some((view) => view.source.id === id) ? [`properties.${column.name}`] : []),
        ...(column.values ?? []).map((value) => `labels.${column.name}.${value}`),
      ]),
    );
    expect(wanted.filter((path) => typeof at(texts, path) !== 'string')).toEqual([]);
  },
);

test.each(['ru', 'en'] as const)(
  'texts in %s, when sections, pages, actions and fields are walked, then each has a name',
  (language) => {
    const texts = textsIn(language);
    const buttons = RESOURCES.flatMap(({ actions = [] }) => actions).filter(({ button }) => button !== false);
    const wanted = [
      ...RESOURCES.flatMap(({ source, menu }) => [
        `labels.${source.id}`,
        `records.${source.id}`,
        `labels.${menu}`,
      ]),
      ...PAGES.map(({ name }) => `pages.${name}`),
      ...buttons.map(({ name }) => `actions.${name}`),
      // A form without fields would ask for nothing but trust.
      ...buttons
        .filter(({ form, component }) => form?.length === 0 && component === undefined)
        .map(({ name }) => `sb.consequences.${name}`),
      ...buttons.flatMap(({ form = [] }) =>
        form.filter(({ type }) => type !== 'hidden').map(({ name }) => `sb.fields.${name}`),
      ),
    ];
    expect(wanted.filter((path) => typeof at(texts, path) !== 'string')).toEqual([]);
  },
);

test.each(['ru', 'en'] as const)(
  'texts in %s, when states of price changes and reasons for a second person are walked, then each has words',
  (language) => {
    const wanted = [
      ...PRICE_CONCERNS.map((kind) => `sb.price.concern.${kind}`),
      ...PRICE_CHANGE_STATUSES.flatMap((status) => [
        `sb.price.state.${status}`,
        `sb.price.step.${status}`,
        `sb.notices.price_${status}`,
      ]),
    ];
    expect(wanted.filter((path) => typeof at(textsIn(language), path) !== 'string')).toEqual([]);
  },
);

test.each(['ru', 'en'] as const)(
  'texts in %s, when wishes and reasons against a second person are walked, then each has words and one section',
  (language) => {
    const wanted = [
      ...NOT_ANOTHER.map((why) => `sb.twoPeople.why.${why}`),
      ...PROPOSAL_KINDS.map((kind) => `labels.kind.${kind}`),
      ...['waiting', 'done', 'rejected', 'cancelled'].map((status) => `sb.notices.proposal_${status}`),
    ];
    expect(wanted.filter((path) => typeof at(textsIn(language), path) !== 'string')).toEqual([]);
    const sections = Object.keys(PROPOSAL_SECTIONS) as (keyof typeof PROPOSAL_SECTIONS)[];
    const shown = sections.flatMap(
      (section) => PROPOSALS[section].columns.find(({ name }) => name === 'kind')?.values ?? [],
    );
    expect(shown.toSorted()).toEqual([...PROPOSAL_KINDS].toSorted());
  },
);
