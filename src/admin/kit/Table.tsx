import React from 'react';
import { Link } from 'react-router-dom';
import type { ShownRow } from '../access/reader/index.ts';
import { Empty } from './Layout.tsx';
import { useColumns } from './shell.ts';
import { Shown } from './Value.tsx';

export type Row = ShownRow;

/** A table with a heading. The cells come as rows. */
export function Table({
  head,
  numbers = 0,
  testId,
  children,
}: {
  head?: readonly React.ReactNode[];
  /** Number of columns at the end that are numbers. Their cells have the class `sb-number`. */
  numbers?: number;
  testId?: string;
  children: React.ReactNode;
}): React.ReactElement {
  return (
    <div className="sb-table">
      <table data-testid={testId}>
        {head === undefined ? null : (
          <thead>
            <tr>
              {head.map((cell, index) => (
                <th key={index} className={index < head.length - numbers ? undefined : 'sb-number'}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Rows of a source. Each leads to its own page. */
export function RowTable({
  source,
  rows,
  names,
  idColumn = 'id',
}: {
  source: string;
  rows: readonly Row[];
  /** The columns, in order. */
  names: readonly string[];
  idColumn?: string;
}): React.ReactElement {
  const columnOf = useColumns(source);
  if (rows.length === 0) return <Empty />;
  return (
    <Table head={names.map((name) => columnOf(name).label)}>
      {rows.map((row) => (
        <tr key={String(row[idColumn])}>
          {names.map((name, index) => {
            const shown = <Shown column={columnOf(name)} name={name} value={row[name]} wide={false} />;
            return (
              <td key={name}>
                {index === 0 ? (
                  <Link to={`/admin/resources/${source}/records/${String(row[idColumn])}/show`}>{shown}</Link>
                ) : (
                  shown
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}
