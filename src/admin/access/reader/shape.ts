import { formatAmount } from '../../../lib/index.ts';
import type { Column } from '../source.ts';

/** The values of a row that a browser gets: texts, numbers below 2^53, booleans, JSON. Never a bigint as a number. */
export type Shown = string | number | boolean | null;
export type ShownRow = Record<string, Shown>;

/** How amounts are written: decimals and label per asset. */
export interface MoneyStyle {
  exponent(asset: string): number;
  label(asset: string): string;
}

export function showRow(
  row: Record<string, unknown>,
  columns: readonly Column[],
  style: MoneyStyle,
): ShownRow {
  return Object.fromEntries(columns.map((column) => [column.name, show(column, row, style)]));
}

function show(column: Column, row: Record<string, unknown>, style: MoneyStyle): Shown {
  const value = row[column.name];
  if (value === null || value === undefined) return null;
  if (column.type === 'money') {
    const asset = assetOf(column, row);
    return moneyText(style, value as bigint, asset);
  }
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'object') return JSON.stringify(value, null, 2);
  return value as string | number | boolean;
}

export function assetOf(column: Column, row: Record<string, unknown>): string {
  const { asset = { column: 'asset' } } = column;
  if ('code' in asset) return asset.code;
  const code = row[asset.column];
  return typeof code === 'string' ? code : '';
}

/** An amount of minor units as people read it. */
export function moneyText(style: MoneyStyle, amount: bigint, asset: string): string {
  return `${grouped(formatAmount(amount, { code: asset, exponent: style.exponent(asset) }))} ${style.label(asset)}`;
}

/** Groups the digits before the point in threes, with a narrow no-break space. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const spaced = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
