import { Button } from '@adminjs/design-system';
import React from 'react';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import type { DeskPage } from './desk.ts';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueItem } from './QueueItem.tsx';
import { QUEUE, TABS, type Tab } from './texts.ts';

/** Writes some choices into the address. The others stay. */
type Choose = (next: Record<string, string>) => void;

/** The queue in its parts: how many tickets each has, and the tickets of the chosen part. */
export function Queue({
  page,
  instead,
  live,
  now,
  chosen: { tab, ticket: chosen, filters },
  choose,
}: {
  page: DeskPage | undefined;
  instead: React.ReactElement;
  live: boolean;
  now: number;
  chosen: { tab: string; ticket: string; filters: Readonly<Record<string, string>> };
  choose: Choose;
}): React.ReactElement {
  const say = useSay();
  return (
    <aside className="sb-tickets-queue">
      <header>
        <div className="sb-tickets-line">
          <b className="sb-tickets-title">{say(QUEUE.title)}</b>
          <LiveDot live={live} />
        </div>
        <div role="tablist" className="sb-tickets-tabs">
          {(Object.keys(TABS) as Tab[]).map((name) => (
            <TabButton
              key={name}
              name={name}
              count={page?.counts[name]}
              chosen={tab === name}
              choose={() => choose({ tab: name, number: '', after: '' })}
            />
          ))}
        </div>
        <QueueFilters values={filters} choose={(next) => choose({ ...next, after: '' })} />
      </header>
      <div className="sb-tickets-list" data-testid="queue">
        {page ? null : instead}
        {page?.tickets.length === 0 ? (
          <p className="sb-empty">{say(filters['number'] === undefined ? QUEUE.nothing : QUEUE.notFound)}</p>
        ) : null}
        {page?.tickets.map((entry) => {
          const id = plain(entry.ticket['id']);
          return (
            <QueueItem
              key={id}
              entry={entry}
              now={now}
              chosen={chosen === id}
              choose={() => choose({ ticket: id })}
            />
          );
        })}
        <Turns isFirst={filters['after'] === undefined} next={page?.next} choose={choose} />
      </div>
    </aside>
  );
}

/** A part of the queue. Overdue tickets are shown as an alarm. */
function TabButton({
  name,
  count,
  chosen,
  choose,
}: {
  name: Tab;
  count: number | undefined;
  chosen: boolean;
  choose: () => void;
}): React.ReactElement {
  const say = useSay();
  const alarm = name === 'overdue' && count !== undefined && count > 0;
  return (
    <button
      role="tab"
      type="button"
      aria-selected={chosen}
      onClick={choose}
      data-tab={name}
      data-tone={alarm ? 'bad' : 'info'}
    >
      {say(TABS[name])}
      {count === undefined ? '' : ` ${count > 10_000 ? '10000+' : count}`}
    </button>
  );
}

/** Links to other pages of the queue. */
function Turns({
  isFirst,
  next,
  choose,
}: {
  isFirst: boolean;
  next: string | undefined;
  choose: Choose;
}): React.ReactElement {
  const say = useSay();
  return (
    <div className="sb-tickets-turns">
      {isFirst ? null : (
        <Button size="sm" variant="text" onClick={() => choose({ after: '' })}>
          {say(QUEUE.first)}
        </Button>
      )}
      {next === undefined ? null : (
        <Button size="sm" variant="outlined" data-testid="next" onClick={() => choose({ after: next })}>
          {say(QUEUE.more)}
        </Button>
      )}
    </div>
  );
}
