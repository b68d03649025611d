import type { Action, Subject } from './abilities/index.ts';

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

export interface Column<Name extends string = string> {
  readonly name: Name;
  readonly type: ColumnType;
  /** SQL over the row `t`; absent: the column of that name. Written here, never input. */
  readonly sql?: string;
  /** Values of an enum, in the order in which they are offered. */
  readonly values?: readonly string[];
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
  /** Name of the resource in addresses and texts. */
  readonly id: string;
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

type Extra = Omit<Column, 'name' | 'type'>;
const of =
  (type: ColumnType) =>
  <Name extends string>(name: Name, extra: Extra = {}): Column<Name> => ({ name, type, ...extra });

export const text = of('text');
export const bigint = of('bigint');
export const uuid = of('uuid');
export const integer = of('integer');
export const boolean = of('boolean');
export const time = of('time');
export const json = of('json');
export const money = of('money');
export const choice = <Name extends string>(
  name: Name,
  values: readonly string[],
  extra: Extra = {},
): Column<Name> => ({ name, type: 'enum', values, ...extra });
export const ref = <Name extends string>(
  name: Name,
  reference: string,
  type: 'bigint' | 'uuid' = 'bigint',
): Column<Name> => ({ name, type, reference });
