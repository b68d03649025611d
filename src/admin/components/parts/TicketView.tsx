import React, { useEffect, useRef, useState } from 'react';
import { muted } from './Card.tsx';
import { useCall } from './call.ts';
import { Composer, type Canned } from './Composer.tsx';
import { Message } from './Message.tsx';
import type { Row } from './Table.tsx';
import { useTexts } from './texts.ts';
import { TicketContext } from './TicketContext.tsx';
import { TicketHead } from './TicketHead.tsx';
import { useRecordPage } from './usePage.ts';
import { useTypist } from './useTypist.ts';

export interface TicketPageData {
  ticket: Row;
  messages: Row[];
  user: Row;
  orders: Row[];
  invoices: Row[];
  otherTickets: Row[];
  earlier?: string;
  refunds: Row[];
  flags: Row[];
  colleagues: { id: string; name: string }[];
  canned: Canned[];
  may: Record<'take' | 'reply' | 'note' | 'resolve' | 'reopen' | 'merge' | 'recheck' | 'refund', boolean>;
  me: string;
}

/**
 * A conversation with what stands beside it; renews itself. `height` is the room that it may take, `back` the way out
 * of a ticket that is not there.
 */
export function TicketView({
  id,
  height,
  back,
}: {
  id: string;
  height: string;
  back?: { to: string; label: string };
}): React.ReactElement {
  const { typist, heard } = useTypist();
  const [before, setBefore] = useState<string>();
  const { page, instead, reload, live } = useRecordPage<TicketPageData>('tickets', id, {
    topics: [`ticket:${id}`],
    params: before === undefined ? {} : { before },
    heard,
    back,
  });
  const { sb } = useTexts();
  const call = useCall();
  const resend = async (messageId: string): Promise<void> => {
    await call({ resource: 'tickets', action: 'resend', id, data: { messageId } });
    reload();
  };
  const end = useRef<HTMLDivElement>(null);
  const count = page?.messages.length ?? 0;
  useEffect(() => {
    // The braces matter: newer browsers give a promise back, which React would take for a clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [count, id]);
  if (!page) return instead;
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
        <TicketHead page={page} live={live.connected} reload={reload} />
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
          {page.earlier === undefined ? null : (
            <Turn label={sb('desk.earlier')} to={() => setBefore(page.earlier)} />
          )}
          {page.messages.map((row) => (
            <Message
              key={String(row['id'])}
              row={row}
              {...(page.may.reply ? { resend: (messageId) => void resend(messageId) } : {})}
            />
          ))}
          {before === undefined ? null : <Turn label={sb('desk.latest')} to={() => setBefore(undefined)} />}
          <div ref={end} />
        </div>
        <p style={{ ...muted, minHeight: 16, padding: '0 16px 4px' }} data-testid="typist">
          {typist === undefined ? '' : sb('desk.typing', { name: typist })}
        </p>
        <Composer
          key={id}
          ticketId={id}
          may={{
            reply:
              page.may.reply && page.ticket['status'] !== 'resolved' && page.ticket['status'] !== 'closed',
            note: page.may.note && page.ticket['merged_into'] === null,
          }}
          canned={page.canned}
          typing={() => live.say({ typing: id })}
          written={reload}
        />
      </div>
      <TicketContext page={page} reload={reload} />
    </div>
  );
}

/** Leads to another part of a long conversation. */
function Turn({ label, to }: { label: string; to: () => void }): React.ReactElement {
  return (
    <button
      type="button"
      onClick={to}
      style={{
        alignSelf: 'center',
        border: 0,
        background: 'none',
        color: '#2f5bea',
        cursor: 'pointer',
        font: 'inherit',
        fontSize: 13,
      }}
    >
      {label}
    </button>
  );
}
