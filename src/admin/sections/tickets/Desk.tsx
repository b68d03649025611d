import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import type { DeskPage } from './desk.ts';
import { Queue } from './Queue.tsx';
import { QUEUE } from './texts.ts';
import { TicketView } from './TicketView.tsx';
import { useNow } from './useNow.ts';

/** The filters of the queue. The address keeps them beside the part of the queue and the chosen ticket. */
const FILTERS = ['subject', 'priority', 'number', 'after'] as const;

/** The tickets desk: the queue on the left, the conversation and what belongs to it on the right. The address keeps all choices. */
export default function Desk(): React.ReactElement {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'open';
  const chosen = params.get('ticket') ?? '';
  const given = withoutEmpty(Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ''])));
  const { data, instead, live, reload } = usePage<DeskPage>('desk', { tab, ...given }, ['tickets']);
  const say = useSay();
  // Tickets become overdue even if nothing happens to them.
  const now = useNow(reload);
  const choose = (next: Record<string, string>): void =>
    setParams(withoutEmpty({ tab, ticket: chosen, ...given, ...next }));
  return (
    <div className="sb-tickets-desk">
      <Queue
        page={data}
        instead={instead}
        live={live}
        now={now}
        chosen={{ tab, ticket: chosen, filters: given }}
        choose={choose}
      />
      {chosen === '' ? (
        <div className="sb-tickets-pick">{say(QUEUE.pick)}</div>
      ) : (
        <TicketView
          key={chosen}
          id={chosen}
          height="calc(100vh - 96px)"
          back={{ to: `?${new URLSearchParams({ tab, ...given }).toString()}`, label: say(QUEUE.back) }}
        />
      )}
    </div>
  );
}

function withoutEmpty(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
