import React from 'react';
import { Facts } from './Card.tsx';
import { RecordLink } from './RecordLink.tsx';
import type { Row } from './Table.tsx';
import { useTexts } from './texts.ts';
import { Value } from './Value.tsx';

/** Columns of a row by name, each with its type or, after `@`, the section of the record that it names. */
export function RecordFacts({
  row,
  columns,
}: {
  row: Row;
  columns: readonly (readonly [name: string, type: string])[];
}): React.ReactElement {
  const texts = useTexts();
  const given = columns.filter(([name]) => row[name] !== null && row[name] !== undefined && row[name] !== '');
  return (
    <Facts
      rows={given.map(([name, type]) => [
        texts.column(name),
        type.startsWith('@') ? (
          <RecordLink key={name} resource={type.slice(1)} id={row[name]}>
            {type === '@users' ? userText(row, row[name]) : undefined}
          </RecordLink>
        ) : (
          <Value key={name} name={name} type={type} value={row[name]} wide />
        ),
      ])}
    />
  );
}

/** A user by name, where the page knows it, and number. */
export function userText(row: Row, id: unknown): string {
  return `${String(row['user_name'] ?? '')} #${String(id)}`.trim();
}

/** Facts on the left, what belongs to them on the right. */
export const twoColumns: React.CSSProperties = {
  display: 'grid',
  gridTemplateColumns: 'minmax(300px, 420px) minmax(0, 1fr)',
  gap: 16,
  alignItems: 'start',
};
