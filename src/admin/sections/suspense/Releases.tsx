import React from 'react';
import { RowTable, type Row } from '../../kit/Table.tsx';

/** The amounts of one posting in suspense. */
export const SUSPENSE_FACTS = ['put', 'lies', 'waiting', 'left'] as const;

/** Requests for releases of money in suspense. */
export function Releases({ rows }: { rows: readonly Row[] }): React.ReactElement {
  return (
    <RowTable
      source="adjustments"
      rows={rows}
      names={['created_at', 'status', 'amount', 'user_id', 'requester', 'approver']}
    />
  );
}
