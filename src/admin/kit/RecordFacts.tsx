import React from 'react';
import { Facts } from './Card.tsx';
import { plain } from './plain.ts';
import { RecordLink } from './RecordLink.tsx';
import { useColumns } from './shell.ts';
import type { Row } from './Table.tsx';
import { Shown } from './Value.tsx';

/** Columns of a row that have a value: what they are called and how they are read says the table that the row is of. */
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

/** A user by name, where the page knows it, and number. */
export function userText(row: Row, id: unknown): string {
  return `${plain(row['user_name'])} #${plain(id)}`.trim();
}
