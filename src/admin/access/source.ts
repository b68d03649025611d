import type { Action, Subject } from '../../staff/index.ts';
import type { Tone } from '../words/tones.ts';
import { COMMON_COLUMNS, type CommonColumn } from '../words/columns.ts';
import { isPair, type Pair, type Words } from '../words/pair.ts';

/** How a column is read, compared and shown. `money` is bigint minor units of an asset. */
export type ColumnType =
  | 'text'
  | 'bigint'
  | 'uuid'
  | 'integer'
  | 'boolean'
  | 'time'
  | 'json'
  | 'money'
  | 'enum';

/**
 * How a text of the product is read: `account` (`house/revenue/TON`), `actor` (`staff:7`), `reason` of a journal or rule,
 * `act` of the audit log (`packages.changePrice`), `person` (a name, or the operator of the
 * server), `section` (the name of a table). A code has `words` instead.
 */
export type Saying = 'account' | 'actor' | 'reason' | 'act' | 'person' | 'section';

export interface Column<Name extends string = string> {
  readonly name: Name;
  readonly type: ColumnType;
  /** Heading. */
  readonly label: Pair;
  /** SQL over the row `t`; absent: the column of that name. Written here, never input. */
  readonly sql?: string;
  /** Values of an enum, in the order in which they are offered, and how each reads. */
  readonly values?: readonly string[];
  readonly words?: Words;
  /** Colours of its values, where a word means something else here than elsewhere. */
  readonly tones?: Readonly<Record<string, Tone>>;
  /** A text that the product writes by a rule of its own, and how people read it. */
  readonly says?: Saying;
  /** What stands for no value, where that means something. */
  readonly empty?: Pair;
  /** Money: the asset's code, or the column that holds it (default `asset`). */
  readonly asset?: { readonly code: string } | { readonly column: string };
  /** The table whose row this id names. */
  readonly reference?: string;
  /** How a text is filtered (default exact, any case). Other types filter by their nature. */
  readonly match?: 'exact' | 'prefix' | 'contains' | 'none';
  /** What is looked for, from what somebody typed: a short code may come in capitals or with a sign before it. */
  readonly typed?: (text: string) => string;
  /** Sorting is offered where an index or a small table carries it. `sortSql` sorts by something equal but indexed. */
  readonly sortable?: boolean;
  readonly sortSql?: string;
  /** A filter on this number means all of these: they are one thing to people. */
  readonly sameAs?: (value: string) => readonly string[];
  /** The right that the column needs (default `see`). Such a column is filtered by, but read only by its action. */
  readonly needs?: Action;
}

/** A table or view that the back office reads: what it is called, where rows come from, which columns exist. */
export interface Source<Name extends string = string> {
  /** Name of the resource in addresses. */
  readonly id: string;
  /** What its rows are called: the list, and one of it. */
  readonly names: { readonly many: Pair; readonly one: Pair };
  readonly subject: Subject;
  /** FROM clause that yields the rows; they are named `t`. Written here, never input. */
  readonly from: string;
  /** SQL condition over `t` for lists; rows outside it are found by their id only. Written here, never input. */
  readonly listed?: string;
  readonly idColumn: NoInfer<Name>;
  readonly columns: readonly Column<Name>[];
  readonly sort: { readonly by: NoInfer<Name>; readonly direction: 'asc' | 'desc' };
}

/** A source whose columns are known by name wherever it is used. */
export function source<Name extends string>(given: Source<Name>): Source<Name> {
  return given;
}

type Extra = Omit<Column, 'name' | 'type' | 'label'>;

/**
 * A column of one type. Its heading stands here, or in {@link COMMON_COLUMNS} where many tables have a column of that
 * name.
 */
function of(type: ColumnType) {
  function column<Name extends CommonColumn>(name: Name, extra?: Extra): Column<Name>;
  function column<Name extends string>(name: Name, label: Pair, extra?: Extra): Column<Name>;
  function column<Name extends string>(
    name: Name,
    ...rest: readonly (Pair | Extra | undefined)[]
  ): Column<Name> {
    const [label, extra] = isPair(rest[0]) ? [rest[0], rest[1]] : [commonLabel(name), rest[0]];
    return { name, type, label, ...(extra as Extra) };
  }
  return column;
}

export const text = of('text');
export const bigint = of('bigint');
export const uuid = of('uuid');
export const integer = of('integer');
export const boolean = of('boolean');
export const time = of('time');
export const json = of('json');
export const money = of('money');

/** A column with a few values. */
export function choice<Name extends CommonColumn>(name: Name, words: Words, extra?: Extra): Column<Name>;
export function choice<Name extends string>(
  name: Name,
  label: Pair,
  words: Words,
  extra?: Extra,
): Column<Name>;
export function choice<Name extends string>(
  name: Name,
  ...rest: readonly (Pair | Words | Extra | undefined)[]
): Column<Name> {
  const [label, words, extra] = isPair(rest[0]) ? rest : [commonLabel(name), ...rest];
  return {
    name,
    type: 'enum',
    label: label as Pair,
    words: words as Words,
    values: Object.keys(words as Words),
    ...(extra as Extra),
  };
}

/** The id of a record of another table. */
export function ref<Name extends CommonColumn>(
  name: Name,
  reference: string,
  type?: 'bigint' | 'uuid',
): Column<Name>;
export function ref<Name extends string>(
  name: Name,
  label: Pair,
  reference: string,
  type?: 'bigint' | 'uuid',
): Column<Name>;
export function ref<Name extends string>(
  name: Name,
  ...rest: readonly (Pair | string | undefined)[]
): Column<Name> {
  const [label, reference, type = 'bigint'] = isPair(rest[0]) ? rest : [commonLabel(name), ...rest];
  return { name, type: type as 'bigint', label: label as Pair, reference: reference as string };
}

function commonLabel(name: string): Pair {
  return COMMON_COLUMNS[name as CommonColumn];
}
