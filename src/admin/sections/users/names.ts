import type { Access } from '../../access/panel.ts';
import { findRows, permittedColumns, showRow, type ShownRow } from '../../access/reader/index.ts';
import { textOf } from '../../access/rows.ts';
import { USERS } from './source.ts';

/** The names of the users of some rows, by their ids. They are masked, as everywhere. */
export async function userNames(
  { panel, ability }: Access,
  rows: readonly ShownRow[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => textOf(row, 'user_id')))].filter((id) => id !== '');
  const users = await findRows(panel.reads, { ability, source: USERS }, ids);
  const columns = permittedColumns(ability, USERS);
  return new Map(
    users
      .map((user) => showRow(user, columns, panel.style))
      .map((user) => [
        textOf(user, 'id'),
        textOf(user, 'name') || textOf(user, 'handle') || `#${textOf(user, 'id')}`,
      ]),
  );
}

/** The row with the name of its user in `user_name`, as this person may see it. */
export async function withUserName(access: Access, row: ShownRow): Promise<ShownRow> {
  const names = await userNames(access, [row]);
  return { ...row, user_name: names.get(textOf(row, 'user_id')) ?? null };
}
