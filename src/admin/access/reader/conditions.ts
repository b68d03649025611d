import { isStorableTime, isUuid, parseAmount, toAppError } from '../../../lib/index.ts';
import type { Column, Source } from '../source.ts';

/** One wanted value of a column, as the browser sent it: a text, or a range that may have only one side. */
export type FilterValue = string | { from?: string; to?: string };

/** Collects SQL with numbered parameters. */
export class Conditions {
  readonly texts: string[] = [];
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  where(): string {
    return this.texts.length === 0 ? '' : `WHERE ${this.texts.join(' AND ')}`;
  }
}

const NOTHING = 'false';
const LARGEST = 2n ** 63n - 1n;

/**
 * The condition for a filter. A value that the column could never hold finds nothing, and never causes an error of the
 * database. The comparison is always `column = $n::type`, so that PostgreSQL can use indexes.
 */
export function filterCondition(column: Column, value: FilterValue, conditions: Conditions): string {
  const sql = columnSql(column);
  const exact = (parsed: unknown, type: string): string =>
    parsed === undefined ? NOTHING : `${sql} = ${conditions.bind(parsed)}::${type}`;
  const range = (parse: (text: string, isEnd?: boolean) => unknown, type: string): string => {
    if (typeof value === 'string') return exact(parse(value), type);
    // No ranges: a person could halve a range again and again and so learn the value, and no log would show it.
    if (column.needs !== undefined) return NOTHING;
    const sides = [
      ['>=', value.from],
      ['<=', value.to],
    ] as const;
    const parts = sides.flatMap(([operator, side]) => {
      if (side === undefined || side === '') return [];
      const parsed = parse(side, operator === '<=');
      return [parsed === undefined ? NOTHING : `${sql} ${operator} ${conditions.bind(parsed)}::${type}`];
    });
    return parts.length === 0 ? 'true' : parts.join(' AND ');
  };
  switch (column.type) {
    case 'bigint':
      if (column.sameAs && typeof value === 'string') {
        const number = parseWhole(value, LARGEST);
        return number === undefined
          ? NOTHING
          : `${sql} = ANY(${conditions.bind(column.sameAs(number))}::bigint[])`;
      }
      return range((text) => parseWhole(text, LARGEST), 'bigint');
    // The value is in minor units: see `inMinorUnits`.
    case 'money':
      return range((text) => parseWhole(text, LARGEST), 'bigint');
    case 'integer':
      return range((text) => parseWhole(text, 2n ** 31n - 1n), 'integer');
    case 'time':
      return range(parseTime, 'timestamptz');
    case 'uuid':
      return exact(typeof value === 'string' && isUuid(value.toLowerCase()) ? value : undefined, 'uuid');
    case 'boolean':
      return exact(value === 'true' ? true : value === 'false' ? false : undefined, 'boolean');
    case 'enum':
      return exact(typeof value === 'string' && column.values?.includes(value) ? value : undefined, 'text');
    case 'json':
      return NOTHING;
    case 'text':
      return textCondition(column, value, conditions);
  }
}

function textCondition(column: Column, value: FilterValue, conditions: Conditions): string {
  if (typeof value !== 'string' || value.includes('\0') || value.length > 300) return NOTHING;
  const sql = columnSql(column);
  if (column.match === 'none') return NOTHING;
  if (column.match === 'prefix' || column.match === 'contains') {
    const pattern = value.replaceAll(/[\\%_]/g, String.raw`\$&`);
    return `${sql} ILIKE ${conditions.bind(column.match === 'prefix' ? `${pattern}%` : `%${pattern}%`)}`;
  }
  if (column.typed) return `${sql} = ${conditions.bind(column.typed(value))}`;
  // A name is stored with the letter case of its owner. Ids have no case.
  return column.name === 'username'
    ? `lower(${sql}) = lower(${conditions.bind(value.replace(/^@/, ''))})`
    : `${sql} = ${conditions.bind(value)}`;
}

export function columnSql(column: Column): string {
  return column.sql === undefined ? `t."${column.name}"` : `(${column.sql})`;
}

function parseWhole(text: string, largest: bigint): string | undefined {
  const trimmed = text.trim();
  if (!/^-?\d{1,19}$/.test(trimmed)) return undefined;
  const number = BigInt(trimmed);
  return number > largest || number < -largest ? undefined : trimmed;
}

/** A moment. A day without a time is a day in UTC. As the end of a period the whole day is included. */
function parseTime(text: string, isEnd = false): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = new Date(isDay && isEnd ? `${text}T23:59:59.999Z` : text);
  return isStorableTime(time) ? time.toISOString() : undefined;
}

/** A value that no column of money has. */
const NO_AMOUNT = '-';

/**
 * Turns the amounts in filters into minor units. The drawer has one field for money, and a person types it in the
 * shop's coin.
 */
export function inMinorUnits(
  source: Source,
  filters: Readonly<Record<string, FilterValue>>,
  exponent: number,
): Record<string, FilterValue> {
  const minor = (text: string): string => {
    try {
      return parseAmount(text, { code: '', exponent }).toString();
    } catch (error) {
      if (toAppError(error).kind === 'invalid') return NO_AMOUNT;
      throw error;
    }
  };
  const side = (text: string | undefined): string | undefined =>
    text === undefined || text === '' ? text : minor(text);
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => {
      const isMoney = source.columns.some((column) => column.name === name && column.type === 'money');
      if (!isMoney) return [name, value];
      if (typeof value === 'string') return [name, minor(value)];
      const [from, to] = [side(value.from), side(value.to)];
      return [name, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
    }),
  );
}
