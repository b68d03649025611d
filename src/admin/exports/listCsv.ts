import { csvFormOf, csvLine, formatAmount } from '../../lib/index.ts';
import type { Column, Source } from '../access/source.ts';
import type { Access } from '../access/panel.ts';
import {
  assetOf,
  inMinorUnits,
  permittedColumns,
  wholeList,
  type ListQuery,
  type Row,
} from '../access/reader/index.ts';

/**
 * A list as CSV, with the same filters and order as the person sees, under the same rights: the same rows, columns and
 * masks. Amounts are decimals without a unit, times are ISO 8601. Errors: FORBIDDEN.
 */
export async function* listCsv(access: Access, source: Source, query: ListQuery): AsyncGenerator<string> {
  const { panel, ability, form } = { ...access, form: csvFormOf(access.staff.language) };
  const filters = inMinorUnits(source, query.filters ?? {}, panel.style.exponent(''));
  const columns = permittedColumns(ability, source);
  let first = true;
  for await (const rows of wholeList(panel.work, { ability, source }, { ...query, filters })) {
    // The heading comes with the first page, so without a right there is no file at all.
    if (first)
      yield csvLine(
        columns.map(({ name }) => name),
        form,
      );
    first = false;
    for (const row of rows)
      yield csvLine(
        columns.map((column) => fieldOf(access, column, row)),
        form,
      );
  }
}

function fieldOf({ panel }: Access, column: Column, row: Row): string {
  const value = row[column.name];
  if (value === null || value === undefined) return '';
  if (column.type === 'money') {
    const asset = assetOf(column, row);
    return formatAmount(value as bigint, { code: asset, exponent: panel.style.exponent(asset) });
  }
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}
