import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { Chip } from './parts/Chip.tsx';
import { since } from './parts/format.ts';
import { LiveDot } from './parts/LiveDot.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { TicketView } from './parts/TicketView.tsx';
import { usePage } from './parts/usePage.ts';

interface Page {
  tab: string;
  tickets: { ticket: Row; user: string; last: string; lastKind: string; lastAuthor: string }[];
}

const TABS = ['open', 'mine', 'free', 'waiting', 'done'] as const;

/** The tickets desk: the queue on the left, the conversation and its context on the right. Address keeps both choices. */
export default function Desk(): React.ReactElement {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'open';
  const chosen = params.get('ticket') ?? '';
  const { data, live } = usePage<Page>('desk', { tab }, ['tickets']);
  const { sb } = useTexts();
  const choose = (next: Record<string, string>): void =>
    setParams({ tab, ...(chosen === '' ? {} : { ticket: chosen }), ...next });
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(250px, 310px) minmax(0, 1fr)',
        gap: 12,
        padding: 16,
        height: 'calc(100vh - 64px)',
        boxSizing: 'border-box',
      }}
    >
      <aside
        style={{
          background: '#fff',
          borderRadius: 12,
          overflow: 'hidden',
          display: 'flex',
          flexDirection: 'column',
          boxShadow: '0 1px 3px #0f1a3514',
          minHeight: 0,
        }}
      >
        <div style={{ padding: '12px 14px 8px', borderBottom: '1px solid #e3e8f2' }}>
          <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
            <b style={{ fontSize: 16 }}>{sb('desk.queue')}</b>
            <LiveDot live={live} />
          </div>
          <div role="tablist" style={{ display: 'flex', gap: 4, flexWrap: 'wrap', marginTop: 10 }}>
            {TABS.map((name) => (
              <button
                key={name}
                role="tab"
                type="button"
                aria-selected={tab === name}
                onClick={() => choose({ tab: name })}
                style={{
                  border: 0,
                  borderRadius: 999,
                  padding: '5px 11px',
                  cursor: 'pointer',
                  font: 'inherit',
                  fontSize: 12,
                  background: tab === name ? '#2f5bea' : '#eef2fd',
                  color: tab === name ? '#fff' : '#2448c2',
                }}
              >
                {sb(`desk.${name}`)}
              </button>
            ))}
          </div>
        </div>
        <div style={{ overflowY: 'auto', flex: 1 }} data-testid="queue">
          {data && data.tickets.length === 0 ? (
            <p style={{ padding: 20, color: '#8a94a8', fontSize: 13, textAlign: 'center' }}>
              {sb('desk.nothing')}
            </p>
          ) : null}
          {data?.tickets.map((entry) => (
            <QueueItem
              key={String(entry.ticket['id'])}
              entry={entry}
              chosen={chosen === entry.ticket['id']}
              choose={() => choose({ ticket: String(entry.ticket['id']) })}
            />
          ))}
        </div>
      </aside>
      {chosen === '' ? (
        <div style={{ display: 'grid', placeItems: 'center', color: '#8a94a8' }}>{sb('desk.pick')}</div>
      ) : (
        <TicketView key={chosen} id={chosen} height="calc(100vh - 96px)" />
      )}
    </div>
  );
}

function QueueItem({
  entry,
  chosen,
  choose,
}: {
  entry: Page['tickets'][number];
  chosen: boolean;
  choose: () => void;
}): React.ReactElement {
  const { ticket } = entry;
  const texts = useTexts();
  const { unit, n } = since(ticket['created_at']);
  const urgent = ticket['priority'] === 'urgent' || ticket['priority'] === 'high';
  return (
    <button
      type="button"
      onClick={choose}
      data-ticket={String(ticket['number'])}
      style={{
        display: 'block',
        width: '100%',
        textAlign: 'left',
        border: 0,
        borderBottom: '1px solid #eef0f5',
        borderLeft: `3px solid ${chosen ? '#2f5bea' : 'transparent'}`,
        background: chosen ? '#eef2fd' : '#fff',
        padding: '10px 12px',
        cursor: 'pointer',
        font: 'inherit',
        color: '#13203f',
      }}
    >
      <span style={{ display: 'flex', justifyContent: 'space-between', gap: 8, fontSize: 13 }}>
        <b>
          #{String(ticket['number'])} · {entry.user}
        </b>
        <span style={{ color: '#8a94a8', whiteSpace: 'nowrap', fontSize: 12 }}>
          {texts.sb(`dashboard.${unit}`, { n })}
        </span>
      </span>
      <span
        style={{
          display: 'block',
          fontSize: 13,
          color: '#5d6b8a',
          margin: '4px 0 6px',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {entry.lastAuthor === 'staff' ? '↩ ' : ''}
        {entry.last || `[${texts.value('kind', entry.lastKind)}]`}
      </span>
      <span style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
        <Chip column="subject" value={ticket['subject']} />
        {urgent ? <Chip column="priority" value={ticket['priority']} /> : null}
        {ticket['owner_name'] ? (
          <span
            style={{
              fontSize: 12,
              color: '#8a94a8',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {String(ticket['owner_name'])}
          </span>
        ) : null}
      </span>
    </button>
  );
}
