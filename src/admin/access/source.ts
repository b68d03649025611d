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
 * How a text of the product is put into words: `account` (`house/revenue/TON`), `actor` (`staff:7`), `reason` of a
 * journal or rule, `act` of the audit log (`packages.changePrice`), `person` (a name, or the operator of the server),
 * `section` (the name of a table). A code has `words` instead.
 */
export type Saying = 'account' | 'actor' | 'reason' | 'act' | 'person' | 'section';

export interface Column<Name extends string = string> {
  readonly name: Name;
  readonly type: ColumnType;
  /** Heading. */
  readonly label: Pair;
  /** SQL over the row `t`. Absent: the column of that name. It is written in the code and never comes from input. */
  readonly sql?: string;
  /** Values of an enum, in the order in which they are offered, and the words for each. */
  readonly values?: readonly string[];
  readonly words?: Words;
  /** Colours of its values, if a word means something else here than in other places. */
  readonly tones?: Readonly<Record<string, Tone>>;
  /** The rule by which the product writes this text, and by which people read it. */
  readonly says?: Saying;
  /** Shown for no value, if a missing value means something. */
  readonly empty?: Pair;
  /** Money: the asset's code, or the column that holds it (default `asset`). */
  readonly asset?: { readonly code: string } | { readonly column: string };
  /** The table of the row that this id names. */
  readonly reference?: string;
  /** How a text is filtered (default: exact, in any letter case). For other types the type decides. */
  readonly match?: 'exact' | 'prefix' | 'contains' | 'none';
  /**
   * Turns the typed text into the text to look for: a person may type a short code in capitals or with a sign before
   * it.
   */
  readonly typed?: (text: string) => string;
  /**
   * Sorting is offered if an index supports it or the table is small. `sortSql` sorts by an equal expression that has
   * an index.
   */
  readonly sortable?: boolean;
  readonly sortSql?: string;
  /** A filter on this number means all of these numbers, because people see them as one thing. */
  readonly sameAs?: (value: string) => readonly string[];
  /**
   * The right that the column needs (default `see`). With another right, people can filter by the column, but only its
   * action shows its value.
   */
  readonly needs?: Action;
}

/** A table or view that the back office reads: its name, the SQL for its rows, and its columns. */
export interface Source<Name extends string = string> {
  /** Name of the resource in addresses. */
  readonly id: string;
  /** The names of its rows: for the list, and for one row. */
  readonly names: { readonly many: Pair; readonly one: Pair };
  readonly subject: Subject;
  /** FROM clause that returns the rows, named `t`. It is written in the code and never comes from input. */
  readonly from: string;
  /**
   * SQL condition over `t` for lists. Other rows are found only by their id. It is written in the code and never comes
   * from input.
   */
  readonly listed?: string;
  readonly idColumn: NoInfer<Name>;
  readonly columns: readonly Column<Name>[];
  readonly sort: { readonly by: NoInfer<Name>; readonly direction: 'asc' | 'desc' };
}

/** A source whose column names the compiler knows in every place that uses it. */
export function source<Name extends string>(given: Source<Name>): Source<Name> {
  return given;
}

type Extra = Omit<Column, 'name' | 'type' | 'label'>;

/**
 * A column of one type. Its heading is given here, or in {@link COMMON_COLUMNS} if many tables have a column of that
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
