import React from 'react';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Empty } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table, type Row } from '../../kit/Table.tsx';
import { Value } from '../../kit/Value.tsx';
import { signed } from '../refunds/refund.ts';
import type { Waiting } from './approvals.ts';
import { Decisions } from './Decisions.tsx';
import { QUEUED, TEXTS } from './texts.ts';
import { Waits } from './Waits.tsx';

/** Refunds and adjustments that wait for a person, one in each line. */
export function Queue({
  waiting,
  decides,
  empty,
}: {
  waiting: readonly Waiting[];
  /** The person may decide on them. */
  decides: boolean;
  /** Shown if there is nothing. */
  empty: string;
}): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('refunds');
  if (waiting.length === 0) return <Empty>{empty}</Empty>;
  return (
    <Table
      head={[
        say(TEXTS.waits),
        say(TEXTS.what),
        <div key="amount" className="sb-number">
          {columnOf('amount').label}
        </div>,
        columnOf('user_id').label,
        columnOf('reason').label,
        columnOf('requester').label,
        <span key="decide" className="sb-approvals-unseen">
          {say(TEXTS.decide)}
        </span>,
      ]}
    >
      {waiting.map((one) => (
        <Line key={plain(one.row['id'])} one={one} decides={decides} />
      ))}
    </Table>
  );
}

function Line({ one, decides }: { one: Waiting; decides: boolean }): React.ReactElement {
  const { resource, row, user, isOwn } = one;
  const say = useSay();
  const columnOf = useColumns(resource);
  const word = (name: string): string => columnOf(name).words?.[plain(row[name])] ?? plain(row[name]);
  const id = plain(row['id']);
  return (
    <tr data-refund={id}>
      <Waits from={row['created_at']} />
      <td>
        <RecordLink resource={resource} id={id}>
          {say.of(QUEUED, resource)}
        </RecordLink>
        <div className="sb-muted">{word(resource === 'adjustments' ? 'direction' : 'destination')}</div>
      </td>
      <td className="sb-number">
        <b>{signed(row)}</b>
      </td>
      <td>
        <RecordLink resource="users" id={row['user_id']}>
          {user} #{plain(row['user_id'])}
        </RecordLink>
      </td>
      <td className="sb-approvals-words">
        {word('reason')}
        <div className="sb-muted">{plain(row['note'])}</div>
      </td>
      <td>
        <Value source={resource} name="requester" value={row['requester']} wide />
      </td>
      <td className="sb-number">
        {row['status'] === 'requested' ? null : (
          <Chip source={resource} name="status" value={row['status']} />
        )}
        {row['needs_person'] === true ? <Trouble resource={resource} row={row} /> : null}
        {decides ? <Decisions to={`/admin/resources/${resource}/records/${id}`} isOwn={isOwn} /> : null}
      </td>
    </tr>
  );
}

/** Why it waits here: the code, how often it was tried, and when it is tried again. */
function Trouble({ resource, row }: { resource: string; row: Row }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns(resource);
  const error = plain(row['error']);
  const next = row['next_try_at'];
  return (
    <div className="sb-muted sb-approvals-trouble" data-testid="trouble">
      {columnOf('error').words?.[error] ?? ''} <code>{error}</code>
      {Number(row['failures']) > 0 ? ` · ${columnOf('failures').label}: ${plain(row['failures'])}` : ''}
      {next ? ` · ${columnOf('next_try_at').label}: ${moment(next, say.language)}` : ''}
    </div>
  );
}
