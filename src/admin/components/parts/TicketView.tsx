import { Button, Icon, Loader } from '@adminjs/design-system';
import React, { useEffect, useRef } from 'react';
import { useCall } from './call.ts';
import { Chip } from './Chip.tsx';
import { Composer, type Canned } from './Composer.tsx';
import { since, span } from './format.ts';
import { LiveDot } from './LiveDot.tsx';
import { Message } from './Message.tsx';
import type { Row } from './Table.tsx';
import { useTexts } from './texts.ts';
import { TicketContext } from './TicketContext.tsx';
import { useRecordPage } from './usePage.ts';

export interface TicketPageData {
  ticket: Row;
  messages: Row[];
  user: Row;
  orders: Row[];
  invoices: Row[];
  otherTickets: Row[];
  refunds: Row[];
  canned: Canned[];
  may: Record<'take' | 'reply' | 'note' | 'resolve' | 'reopen' | 'recheck' | 'refund', boolean>;
  me: string;
}

/** A conversation with what stands beside it; renews itself. `height` is the room that it may take. */
export function TicketView({ id, height }: { id: string; height: string }): React.ReactElement {
  const { page, reload, live } = useRecordPage<TicketPageData>('tickets', id, [`ticket:${id}`]);
  const end = useRef<HTMLDivElement>(null);
  const count = page?.messages.length ?? 0;
  useEffect(() => {
    // The braces matter: newer browsers give a promise back, which React would take for a clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [count, id]);
  if (!page) return <Loader />;
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) minmax(230px, 290px)',
        gap: 12,
        height,
        minHeight: 460,
      }}
    >
      <div
        style={{
          background: '#f7f9fd',
          borderRadius: 12,
          display: 'flex',
          flexDirection: 'column',
          overflow: 'hidden',
          boxShadow: '0 1px 3px #0f1a3514',
          minHeight: 0,
        }}
      >
        <Head page={page} live={live} reload={reload} />
        <div
          style={{
            flex: 1,
            overflowY: 'auto',
            padding: 16,
            display: 'flex',
            flexDirection: 'column',
            gap: 10,
            minHeight: 120,
          }}
          data-testid="conversation"
        >
          {page.messages.map((row) => (
            <Message key={String(row['id'])} row={row} />
          ))}
          <div ref={end} />
        </div>
        <Composer
          key={id}
          ticketId={id}
          may={{
            reply:
              page.may.reply && page.ticket['status'] !== 'resolved' && page.ticket['status'] !== 'closed',
            note: page.may.note,
          }}
          canned={page.canned}
          written={reload}
        />
      </div>
      <TicketContext page={page} reload={reload} />
    </div>
  );
}

function Head({
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
  const ended = ticket['status'] === 'resolved' || ticket['status'] === 'closed';
  const mine = ticket['owner_id'] === me;
  const button = (action: string, icon: string, label: string, main = false): React.ReactElement => (
    <Button
      key={action}
      size="sm"
      variant={main ? 'contained' : 'outlined'}
      onClick={() => void act(action)}
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
            style={{
              border: '1px solid #dfe5f1',
              borderRadius: 8,
              padding: '3px 6px',
              font: 'inherit',
              fontSize: 12,
              background: '#fff',
            }}
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
        <span style={{ flex: 1 }} />
        <LiveDot live={live} />
      </div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginTop: 10 }}>
        <span style={{ fontSize: 12, color: '#6a758c' }}>
          {texts.sb('desk.owner')}:{' '}
          {mine ? texts.sb('desk.you') : String(ticket['owner_name'] ?? texts.sb('desk.nobody'))} ·{' '}
          <Clock ticket={ticket} />
          {ticket['rating'] ? ` · ${texts.sb('desk.rating')}: ${String(ticket['rating'])}/5` : ''}
        </span>
        <span style={{ flex: 1 }} />
        {may.take && !ended && ticket['owner_id'] === null ? button('take', 'UserCheck', 'take', true) : null}
        {may.take && !ended && mine ? button('return', 'CornerUpLeft', 'giveBack') : null}
        {may.resolve && !ended ? button('resolve', 'CheckCircle', 'resolve', mine) : null}
        {may.resolve && !ended ? button('close', 'XCircle', 'close') : null}
        {may.reopen && ended ? button('reopen', 'RotateCcw', 'reopen') : null}
      </div>
    </div>
  );
}

function Clock({ ticket }: { ticket: Row }): React.ReactElement {
  const { sb } = useTexts();
  const said = (label: string, { unit, n }: ReturnType<typeof span>): React.ReactElement => (
    <>
      {sb(`desk.${label}`)} {sb(`dashboard.${unit}`, { n })}
    </>
  );
  if (ticket['first_reply_at'])
    return said(
      'repliedIn',
      span(
        new Date(String(ticket['first_reply_at'])).getTime() -
          new Date(String(ticket['created_at'])).getTime(),
      ),
    );
  return said('waitingFor', since(ticket['created_at']));
}
