import React from 'react';
import { Card, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { Decisions } from './parts/Decisions.tsx';
import { moment, since } from './parts/format.ts';
import { RecordLink } from './parts/RecordLink.tsx';
import { LiveDot } from './parts/LiveDot.tsx';
import { signed } from './parts/refund.ts';
import { RowTable, type Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';
import { StaffNews, type StaffNewsData } from './parts/StaffNews.tsx';
import type { WishData } from './parts/Wish.tsx';
import { Wishes } from './parts/Wishes.tsx';

interface Waiting {
  resource: string;
  row: Row;
  user: string;
  isOwn: boolean;
}
interface Page {
  requested: Waiting[];
  stuck: Waiting[];
  prices: Row[];
  wishes: WishData[];
  staffNews: StaffNewsData[];
  mayApprove: boolean;
}

const PRICES = [
  ['id', 'bigint'],
  ['price_of', 'enum'],
  ['stars', 'integer'],
  ['price', 'money'],
  ['bonus_stars', 'integer'],
  ['valid_from', 'time'],
  ['requester', 'text'],
  ['reason', 'text'],
  ['created_at', 'time'],
] as const;

/** Requests that another person decides on, the oldest first; and those that went wrong and wait for somebody. */
export default function Approvals(): React.ReactElement {
  const { data, instead, reload, live } = usePage<Page>('approvals', {}, ['approvals']);
  const { sb } = useTexts();
  if (!data) return instead;
  return (
    <div style={{ padding: 24 }}>
      {data.staffNews.length > 0 ? <StaffNews news={data.staffNews} onRead={reload} /> : null}
      <Card title={`${sb('refund.queue')} · ${data.requested.length}`} aside={<LiveDot live={live} />}>
        <Queue waiting={data.requested} decides={data.mayApprove} empty={sb('refund.queueEmpty')} />
      </Card>
      <Card title={`${sb('price.waitingTitle')} · ${data.prices.length}`}>
        <RowTable rows={data.prices} columns={PRICES} resource="price_changes" />
      </Card>
      <Card title={`${sb('twoPeople.waitingTitle')} · ${data.wishes.length}`}>
        <Wishes wishes={data.wishes} />
      </Card>
      <Card title={`${sb('refund.stuck')} · ${data.stuck.length}`}>
        <Queue waiting={data.stuck} decides={false} empty={sb('refund.stuckEmpty')} />
      </Card>
    </div>
  );
}

const cell: React.CSSProperties = {
  padding: '10px 10px',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
  verticalAlign: 'top',
};
const head: React.CSSProperties = { ...cell, border: 0, color: '#6a758c', fontSize: 12, padding: '4px 10px' };

function Queue({
  waiting,
  decides,
  empty,
}: {
  waiting: readonly Waiting[];
  decides: boolean;
  empty: string;
}): React.ReactElement {
  const { sb, column } = useTexts();
  if (waiting.length === 0) return <p style={{ color: '#8a94a8', fontSize: 13 }}>{empty}</p>;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }}>
        <thead>
          <tr>
            <th style={head}>{sb('refund.waits')}</th>
            <th style={head}>{sb('refund.what')}</th>
            <th style={{ ...head, textAlign: 'right' }}>{column('amount')}</th>
            <th style={head}>{column('user_id')}</th>
            <th style={head}>{column('reason')}</th>
            <th style={head}>{column('requester')}</th>
            <th style={head} aria-label={sb('refund.decide')} />
          </tr>
        </thead>
        <tbody>
          {waiting.map((one) => (
            <Line key={String(one.row['id'])} one={one} decides={decides} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ one, decides }: { one: Waiting; decides: boolean }): React.ReactElement {
  const { resource, row, user, isOwn } = one;
  const texts = useTexts();
  const { unit, n } = since(row['created_at']);
  const to = `/admin/resources/${resource}/records/${String(row['id'])}`;
  return (
    <tr data-refund={String(row['id'])}>
      <td style={{ ...cell, whiteSpace: 'nowrap' }}>{texts.sb(`dashboard.${unit}`, { n })}</td>
      <td style={cell}>
        <RecordLink resource={resource} id={row['id']}>
          {texts.sb(`refund.one.${resource}`)}
        </RecordLink>
        <div style={muted}>
          {resource === 'adjustments'
            ? texts.value('direction', row['direction'])
            : texts.value('destination', row['destination'])}
        </div>
      </td>
      <td style={{ ...cell, textAlign: 'right', fontWeight: 700, whiteSpace: 'nowrap' }}>{signed(row)}</td>
      <td style={cell}>
        <RecordLink resource="users" id={row['user_id']}>
          {user} #{String(row['user_id'])}
        </RecordLink>
      </td>
      <td style={{ ...cell, maxWidth: 320 }}>
        {texts.value('reason', row['reason'])}
        <div style={{ ...muted, overflowWrap: 'anywhere' }}>{String(row['note'] ?? '')}</div>
      </td>
      <td style={cell}>{String(row['requester'] ?? '')}</td>
      <td style={{ ...cell, whiteSpace: 'nowrap', textAlign: 'right' }}>
        {row['status'] === 'requested' ? null : <Chip column="status" value={row['status']} />}
        {row['needs_person'] === true ? <Trouble row={row} /> : null}
        {decides ? <Decisions to={to} isOwn={isOwn} /> : null}
      </td>
    </tr>
  );
}

/** Why it stands here: the code, how often it was tried, and when it is tried again. */
function Trouble({ row }: { row: Row }): React.ReactElement {
  const texts = useTexts();
  const next = row['next_try_at'];
  return (
    <div style={{ ...muted, whiteSpace: 'normal', maxWidth: 260, marginLeft: 'auto' }} data-testid="trouble">
      {row['error'] ? texts.value('error', row['error']) : ''} <code>{String(row['error'] ?? '')}</code>
      {Number(row['failures']) > 0 ? ` · ${texts.column('failures')}: ${String(row['failures'])}` : ''}
      {next ? ` · ${texts.column('next_try_at')}: ${moment(next, texts.language)}` : ''}
    </div>
  );
}
