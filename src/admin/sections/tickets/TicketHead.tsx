import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { muted } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { ClockChip, useNow } from './ClockChip.tsx';
import { replyClock, resolutionClock } from './clocks.ts';
import { EndDialog, isFresh, worriesOf, type Ending } from './EndDialog.tsx';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { TicketPageData } from './TicketView.tsx';

/** What the ticket is, how its clocks stand, and what may be done with it. */
export function TicketHead({
  page,
  live,
  reload,
}: {
  page: TicketPageData;
  live: boolean;
  reload: () => void;
}): React.ReactElement {
  const { ticket, may, me } = page;
  const texts = useTexts();
  const call = useCall();
  const act = async (action: string, data: Record<string, unknown> = {}): Promise<void> => {
    await call({ resource: 'tickets', action, id: String(ticket['id']), data });
    reload();
  };
  const now = useNow();
  const ended = ticket['status'] === 'resolved' || ticket['status'] === 'closed';
  const mine = ticket['owner_id'] === me;
  const [ending, setEnding] = useState<Ending>();
  const end = (action: Ending): void => {
    if (worriesOf(page).length > 0) setEnding(action);
    else void act(action);
  };
  const button = (
    action: string,
    icon: string,
    label: string,
    { main = false, press = () => void act(action) }: { main?: boolean; press?: () => void } = {},
  ): React.ReactElement => (
    <Button
      key={action}
      size="sm"
      variant={main ? 'contained' : 'outlined'}
      onClick={press}
      data-action={action}
    >
      <Icon icon={icon} />
      {texts.sb(`desk.${label}`)}
    </Button>
  );
  return (
    <div style={{ background: '#fff', padding: '12px 16px', borderBottom: '1px solid #e3e8f2' }}>
      <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap' }}>
        <b style={{ fontSize: 16 }}>#{String(ticket['number'])}</b>
        <span style={{ fontSize: 14 }}>{texts.value('subject', ticket['subject'])}</span>
        <Chip column="status" value={ticket['status']} />
        {may.take && !ended ? (
          <select
            aria-label={texts.column('priority')}
            value={String(ticket['priority'])}
            onChange={(event) => void act('priority', { priority: event.target.value })}
            style={select}
          >
            {['low', 'normal', 'high', 'urgent'].map((priority) => (
              <option key={priority} value={priority}>
                {texts.value('priority', priority)}
              </option>
            ))}
          </select>
        ) : (
          <Chip column="priority" value={ticket['priority']} />
        )}
        {ticket['support_code'] ? (
          <Link
            style={{ ...muted, color: '#2448c2' }}
            to={`/admin/resources/shown_errors?filters.reference=${String(ticket['support_code'])}`}
          >
            {texts.sb('desk.supportCode')} {String(ticket['support_code'])}
          </Link>
        ) : null}
        <Owner page={page} ended={ended} hand={(to) => void act('hand', { to })} />
        <span style={{ flex: 1 }} />
        <LiveDot live={live} />
      </div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginTop: 10 }}>
        <ClockChip clock={replyClock(ticket, now)} />
        <ClockChip clock={resolutionClock(ticket, now)} />
        {ticket['rating'] ? (
          <span style={muted}>
            {texts.sb('desk.rating')}: {String(ticket['rating'])}/5
          </span>
        ) : null}
        <span style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginLeft: 'auto' }}>
          {may.take && !ended && ticket['owner_id'] === null
            ? button('take', 'UserCheck', 'take', { main: true })
            : null}
          {may.take && !ended && mine ? button('return', 'CornerUpLeft', 'giveBack') : null}
          {may.resolve && !ended
            ? button('resolve', 'CheckCircle', 'resolve', { main: mine, press: () => end('resolve') })
            : null}
          {may.resolve && !ended ? button('close', 'XCircle', 'close', { press: () => end('close') }) : null}
          {may.reopen && ended && ticket['merged_into'] === null
            ? button('reopen', 'RotateCcw', isFresh(ticket, now) ? 'undo' : 'reopen')
            : null}
        </span>
      </div>
      {ending === undefined ? null : (
        <EndDialog
          page={page}
          ending={ending}
          close={() => setEnding(undefined)}
          confirm={() => {
            setEnding(undefined);
            void act(ending, { sure: true });
          }}
        />
      )}
      {ticket['merged_into'] ? (
        <p
          style={{ marginTop: 10, background: '#e6ecfe', borderRadius: 8, padding: '8px 12px', fontSize: 13 }}
        >
          <Icon icon="GitMerge" size={14} />{' '}
          <Link
            style={{ color: '#2448c2' }}
            to={`/admin/resources/tickets/records/${String(ticket['merged_into'])}/show`}
          >
            {texts.sb('desk.mergedInto', { number: String(ticket['merged_number']) })}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** Who answers for it; handing it over is a choice in the same place. */
function Owner({
  page: { ticket, may, me, colleagues },
  ended,
  hand,
}: {
  page: TicketPageData;
  ended: boolean;
  hand: (to: string) => void;
}): React.ReactElement {
  const { sb } = useTexts();
  const name = ticket['owner_id'] === me ? sb('desk.you') : String(ticket['owner_name'] ?? sb('desk.nobody'));
  if (!may.take || ended)
    return (
      <span style={muted}>
        {sb('desk.agent')}: {name}
      </span>
    );
  return (
    <label style={muted}>
      {sb('desk.agent')}:{' '}
      <select
        value={String(ticket['owner_id'] ?? '')}
        onChange={(event) => hand(event.target.value)}
        style={select}
        data-testid="owner"
      >
        {ticket['owner_id'] === null ? <option value="">{sb('desk.nobody')}</option> : null}
        {colleagues.map(({ id, name: theirs }) => (
          <option key={id} value={id}>
            {id === me ? sb('desk.you') : theirs}
          </option>
        ))}
      </select>
    </label>
  );
}

const select: React.CSSProperties = {
  border: '1px solid #dfe5f1',
  borderRadius: 8,
  padding: '3px 6px',
  font: 'inherit',
  fontSize: 12,
  background: '#fff',
};
