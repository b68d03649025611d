import type { Action, Subject } from '../../staff/index.ts';
import type { Ability } from '../access/abilities/index.ts';
import type { PanelAction } from '../access/actions.ts';
import type { Access } from '../access/panel.ts';
import type { Source } from '../access/source.ts';
import type { Pair } from '../words/pair.ts';

/** Groups of the side bar, in their order. */
export const MENUS = {
  support: ['Поддержка', 'Support'],
  shop: ['Магазин', 'Shop'],
  finance: ['Финансы', 'Finance'],
  fraud: ['Мошенничество', 'Fraud'],
  ledger: ['Учёт', 'Ledger'],
  control: ['Управление', 'Control'],
} as const satisfies Record<string, Pair>;
export type Menu = keyof typeof MENUS;

type Query = Readonly<Record<string, unknown>>;

/** How staff write a table of texts: new, edit and delete of AdminJS, for people with the right `edit`. */
export interface Content {
  /** The columns of the form in order, and how a person types each. */
  readonly form: Readonly<Record<string, 'string' | 'textarea' | 'number' | 'boolean'>>;
  /** The label of the button for a new one. */
  readonly adding: Pair;
  /** The consequence of deleting, said before it is done. */
  readonly deleting: Pair;
}

/** Whether a person with these rights has a page. */
export function mayOpen(ability: Ability, { right = 'see', subject }: Page): boolean {
  return ability.can(right, subject);
}

/** A list of records in the side bar: its columns per screen, and the actions on a record. */
export interface Resource<Name extends string = string> {
  readonly source: Source<Name>;
  readonly menu: Menu;
  readonly icon: string;
  /** The column that names a record. */
  readonly title: Name;
  readonly list: readonly Name[];
  readonly filter: readonly Name[];
  /** Columns that the page of one record leaves out. By default it shows all that the person may see. */
  readonly hidden?: readonly Name[];
  readonly actions?: readonly PanelAction[];
  /** Texts that staff write, in AdminJS's own forms. The table has the triggers of content. */
  readonly content?: Content;
  /**
   * The page of one record: its React component, which is in the section's folder, and the data that it shows beyond
   * the columns.
   */
  readonly page?: {
    readonly component: string;
    read(access: Access, id: string, query: Query): Promise<unknown>;
  };
}

/**
 * A page of its own in the side bar. A person with the right to the subject (by default `see`) may open it. `read`
 * returns its data.
 */
export interface Page {
  /** The name in addresses. */
  readonly name: string;
  readonly label: Pair;
  readonly menu: Menu;
  readonly subject: Subject;
  readonly right?: Action;
  readonly icon: string;
  readonly component: string;
  /** Actions of the page, by POST with the action's name. */
  readonly actions?: readonly PanelAction[];
  read(access: Access, query: Query): Promise<unknown>;
}

/** One topic of the back office. The product takes all it knows of it from here and from its place in the registry. */
export interface Section {
  /** `import.meta.url` of the section. Its React components are in the same folder. */
  readonly at: string;
  /** In the order of the side bar, pages first. */
  readonly pages?: readonly Page[];
  readonly resources?: readonly Resource[];
  /** Sources that pages read and no list shows. */
  readonly sources?: readonly Source[];
}

/** A resource whose column names the compiler checks. */
export function resource<Name extends string>(given: Resource<Name>): Resource {
  return given;
}
