import { existsSync } from 'node:fs';
import type { Actor, StaffMember, Subject } from '../../staff/index.ts';
import { abilityFor, type Ability, type Holder } from '../access/abilities/index.ts';
import type { Access, Panel } from '../access/panel.ts';
import type { Source } from '../access/source.ts';
import { alerts } from './alerts/section.ts';
import { approvals } from './approvals/section.ts';
import { breaks } from './breaks/section.ts';
import { content } from './content/section.ts';
import { control } from './control/section.ts';
import { deliveries } from './deliveries/section.ts';
import { errors } from './errors/section.ts';
import { fraud } from './fraud/section.ts';
import { ledger } from './ledger/section.ts';
import { orders } from './orders/section.ts';
import { prices } from './prices/section.ts';
import { promo } from './promo/section.ts';
import { refunds } from './refunds/section.ts';
import type { Page, Resource, Section } from './section.ts';
import { staff } from './staff/section.ts';
import { suspense } from './suspense/section.ts';
import { tickets } from './tickets/section.ts';
import { treasury } from './treasury/section.ts';
import { users } from './users/section.ts';

/** All topics of the back office, in the order of the side bar within each group. The back office has no others. */
export const SECTIONS: readonly Section[] = [
  tickets,
  users,
  content,
  orders,
  deliveries,
  prices,
  promo,
  refunds,
  suspense,
  treasury,
  fraud,
  approvals,
  breaks,
  ledger,
  alerts,
  errors,
  control,
  staff,
];

export const PAGES: readonly Page[] = SECTIONS.flatMap(({ pages = [] }) => pages);
export const RESOURCES: readonly Resource[] = SECTIONS.flatMap(({ resources = [] }) => resources);

/** Everything that the back office reads. */
export const SOURCES: readonly Source[] = [
  ...RESOURCES.map(({ source }) => source),
  ...SECTIONS.flatMap(({ sources = [] }) => sources),
];

/** Names of all columns that belong to a subject, over all its tables. */
export function columnsOf(subject: Subject): string[] {
  const columns = SOURCES.filter((source) => source.subject === subject).flatMap((source) => source.columns);
  return [...new Set(columns.map((column) => column.name))];
}

/** The rights of one person over everything that is registered. */
export function abilityOf(holder: Holder): Ability {
  return abilityFor(holder, columnsOf);
}

export function accessOf(panel: Panel, staff: StaffMember, actor: Actor): Access {
  return { panel, staff, actor, ability: abilityOf(staff) };
}

/**
 * The React components that sections name, and the file of each. The file is beside one of those sections. Errors: a
 * name without a file, or with two.
 */
export function componentsOf(sections: readonly Section[]): ReadonlyMap<string, URL> {
  const names = sections.flatMap(({ pages = [], resources = [] }) => [
    ...pages.map(({ component }) => component),
    ...resources.flatMap(({ page, actions = [] }) => [
      ...(page ? [page.component] : []),
      ...actions.flatMap(({ component }) => component ?? []),
    ]),
  ]);
  const placeOf = (name: string): URL => {
    const places = sections.map(({ at }) => new URL(`${name}.tsx`, at)).filter((url) => existsSync(url));
    const [place, another] = places;
    if (!place || another) throw new Error(`the component ${name} lies in ${places.length} sections`);
    return place;
  };
  return new Map([...new Set(names)].map((name) => [name, placeOf(name)]));
}
