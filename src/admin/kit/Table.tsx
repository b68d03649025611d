import React from 'react';
import { Link } from 'react-router-dom';
import { useTexts } from './texts.ts';
import { Value } from './Value.tsx';

export type Row = Record<string, string | number | boolean | null>;
type Column = readonly [name: string, type: string];

/** A small table of rows that lead to their own pages. */
export function RowTable({
  rows,
  columns,
  resource,
  idColumn = 'id',
}: {
  rows: readonly Row[];
  columns: readonly Column[];
  resource: string;
  idColumn?: string;
}): React.ReactElement {
  const { sb, column } = useTexts();
  if (rows.length === 0) return <p style={{ color: '#8a94a8', fontSize: 13 }}>{sb('common.empty')}</p>;
  const cell: React.CSSProperties = {
    padding: '7px 8px',
    borderTop: '1px solid #eef0f5',
    textAlign: 'left',
    fontSize: 13,
  };
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }}>
        <thead>
          <tr>
            {columns.map(([name]) => (
              <th key={name} style={{ ...cell, border: 0, color: '#6a758c', fontSize: 12 }}>
                {column(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[idColumn])}>
              {columns.map(([name, type], index) => {
                const shown = <Value name={name} type={type} value={row[name]} wide={false} />;
                return (
                  <td key={name} style={cell}>
                    {index === 0 ? (
                      <Link
                        to={`/admin/resources/${resource}/records/${String(row[idColumn])}/show`}
                        style={{ color: '#2f5bea' }}
                      >
                        {shown}
                      </Link>
                    ) : (
                      shown
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
