import React from 'react';
import { Facts } from './Card.tsx';
import { plain } from './plain.ts';
import { RecordLink } from './RecordLink.tsx';
import { useColumns } from './shell.ts';
import type { Row } from './Table.tsx';
import { Shown } from './Value.tsx';

/** The columns of a row that have a value. The table of the row says how they are named and shown. */
export function RecordFacts({
  source,
  row,
  names,
  more = [],
}: {
  source: string;
  row: Row;
  names: readonly string[];
  /** Further facts, below the columns. */
  more?: React.ComponentProps<typeof Facts>['rows'];
}): React.ReactElement {
  const columnOf = useColumns(source);
  return (
    <Facts
      rows={[
        ...names
          .filter((name) => plain(row[name]) !== '')
          .map((name): React.ComponentProps<typeof Facts>['rows'][number] => {
            const column = columnOf(name);
            return [
              column.label,
              column.reference === undefined ? (
                <Shown key={name} column={column} name={name} value={row[name]} wide />
              ) : (
                <RecordLink key={name} resource={column.reference} id={row[name]}>
                  {column.reference === 'users' ? userText(row, row[name]) : undefined}
                </RecordLink>
              ),
            ];
          }),
        ...more,
      ]}
    />
  );
}

/** A user by number, and by name if the page knows it. */
export function userText(row: Row, id: unknown): string {
  return `${plain(row['user_name'])} #${plain(id)}`.trim();
}
