import { Button } from '@adminjs/design-system';
import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { useNow } from './parts/ClockChip.tsx';
import { LiveDot } from './parts/LiveDot.tsx';
import { QueueItem, type QueueEntry } from './parts/QueueItem.tsx';
import { useTexts } from './parts/texts.ts';
import { TicketView } from './parts/TicketView.tsx';
import { usePage } from './parts/usePage.ts';

interface Page {
  tickets: QueueEntry[];
  next?: string;
  counts: Record<string, number>;
}

const TABS = ['open', 'overdue', 'mine', 'free', 'waiting', 'done'] as const;
/** What narrows the queue down, as it stands in the address beside the part and the chosen ticket. */
const FILTERS = ['subject', 'priority', 'number', 'after'] as const;
const CHOICES = {
  subject: ['payment', 'delivery', 'account', 'other'],
  priority: ['urgent', 'high', 'normal', 'low'],
} as const;

/** The tickets desk: the queue on the left, the conversation and its context on the right. The address keeps all choices. */
export default function Desk(): React.ReactElement {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'open';
  const chosen = params.get('ticket') ?? '';
  const filters = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? '']));
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
  const { data, instead, live, reload } = usePage<Page>('desk', { tab, ...given }, ['tickets']);
  const { sb } = useTexts();
  // Tickets become overdue while nothing happens to them.
  const now = useNow(reload);
  const choose = (next: Record<string, string>): void => {
    const all = { tab, ticket: chosen, ...given, ...next };
    setParams(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')));
  };
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(270px, 330px) minmax(0, 1fr)',
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
              <Tab
                key={name}
                name={name}
                count={data?.counts[name]}
                chosen={tab === name}
                choose={() => choose({ tab: name, number: '', after: '' })}
              />
            ))}
          </div>
          <Filters values={filters} choose={(next) => choose({ ...next, after: '' })} />
        </div>
        <div style={{ overflowY: 'auto', flex: 1 }} data-testid="queue">
          {data ? null : instead}
          {data && data.tickets.length === 0 ? (
            <p style={{ padding: 20, color: '#8a94a8', fontSize: 13, textAlign: 'center' }}>
              {sb(filters['number'] === '' ? 'desk.nothing' : 'desk.notFound')}
            </p>
          ) : null}
          {data?.tickets.map((entry) => (
            <QueueItem
              key={String(entry.ticket['id'])}
              entry={entry}
              now={now}
              chosen={chosen === entry.ticket['id']}
              choose={() => choose({ ticket: String(entry.ticket['id']) })}
            />
          ))}
          <div style={{ display: 'flex', justifyContent: 'center', gap: 8, padding: 10 }}>
            {filters['after'] === '' ? null : (
              <Button size="sm" variant="text" onClick={() => choose({ after: '' })}>
                {sb('desk.first')}
              </Button>
            )}
            {data?.next === undefined ? null : (
              <Button
                size="sm"
                variant="outlined"
                data-testid="next"
                onClick={() => choose({ after: data.next ?? '' })}
              >
                {sb('desk.more')}
              </Button>
            )}
          </div>
        </div>
      </aside>
      {chosen === '' ? (
        <div style={{ display: 'grid', placeItems: 'center', color: '#8a94a8' }}>{sb('desk.pick')}</div>
      ) : (
        <TicketView
          key={chosen}
          id={chosen}
          height="calc(100vh - 96px)"
          back={{
            to: `?${new URLSearchParams({ tab, ...given }).toString()}`,
            label: sb('desk.toQueue'),
          }}
        />
      )}
    </div>
  );
}

function Tab({
  name,
  count,
  chosen,
  choose,
}: {
  name: string;
  count: number | undefined;
  chosen: boolean;
  choose: () => void;
}): React.ReactElement {
  const { sb } = useTexts();
  const alarm = name === 'overdue' && count !== undefined && count > 0;
  return (
    <button
      role="tab"
      type="button"
      aria-selected={chosen}
      onClick={choose}
      data-tab={name}
      style={{
        border: 0,
        borderRadius: 999,
        padding: '5px 11px',
        cursor: 'pointer',
        font: 'inherit',
        fontSize: 12,
        background: chosen ? '#2f5bea' : alarm ? '#fde8e6' : '#eef2fd',
        color: chosen ? '#fff' : alarm ? '#a3241b' : '#2448c2',
      }}
    >
      {sb(`desk.${name}`)}
      {count === undefined ? '' : ` ${count > 10_000 ? '10000+' : count}`}
    </button>
  );
}

function Filters({
  values,
  choose,
}: {
  values: Readonly<Record<string, string>>;
  choose: (next: Record<string, string>) => void;
}): React.ReactElement {
  const texts = useTexts();
  const all = { subject: 'desk.allSubjects', priority: 'desk.allPriorities' };
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 6, marginTop: 8 }}>
      {(['subject', 'priority'] as const).map((name) => (
        <select
          key={name}
          aria-label={texts.column(name)}
          value={values[name] ?? ''}
          onChange={(event) => choose({ [name]: event.target.value })}
          style={field}
        >
          <option value="">{texts.sb(all[name])}</option>
          {CHOICES[name].map((value) => (
            <option key={value} value={value}>
              {texts.value(name, value)}
            </option>
          ))}
        </select>
      ))}
      <input
        type="search"
        inputMode="numeric"
        aria-label={texts.sb('desk.findNumber')}
        placeholder={texts.sb('desk.findNumber')}
        defaultValue={values['number']}
        key={values['number']}
        onKeyDown={(event) => {
          if (event.key === 'Enter') choose({ number: event.currentTarget.value.trim() });
        }}
        style={{ ...field, gridColumn: '1 / -1' }}
      />
    </div>
  );
}

const field: React.CSSProperties = {
  border: '1px solid #dfe5f1',
  borderRadius: 8,
  padding: '5px 6px',
  font: 'inherit',
  fontSize: 12,
  background: '#fff',
  minWidth: 0,
};
