import React from 'react';
import { RowTable, type Row } from '../../kit/Table.tsx';

/** What lies in suspense of one posting. */
export const SUSPENSE_FACTS = [
  ['put', 'money'],
  ['lies', 'money'],
  ['waiting', 'money'],
  ['left', 'money'],
] as const;

/** What was asked for of money in suspense. */
export function Releases({ rows }: { rows: readonly Row[] }): React.ReactElement {
  return (
    <RowTable
      rows={rows}
      resource="adjustments"
      columns={[
        ['created_at', 'time'],
        ['status', 'enum'],
        ['amount', 'money'],
        ['user_id', 'text'],
        ['requester', 'text'],
        ['approver', 'text'],
      ]}
    />
  );
}
