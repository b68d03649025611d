import React, { useEffect, useRef, useState } from 'react';
import { useCall } from '../../kit/call.ts';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Composer } from './Composer.tsx';
import { Message } from './Message.tsx';
import { TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';
import { TicketContext } from './TicketContext.tsx';
import { TicketHead } from './TicketHead.tsx';
import { useTypist } from './useTypist.ts';

/**
 * A conversation and everything that belongs to it. It renews itself. `height` is the room that it may take, `back` is
 * the way out if the ticket does not exist.
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
  const { page, instead, reload, live } = useRecordPage<ShownTicket>('tickets', id, {
    topics: [`ticket:${id}`],
    params: before === undefined ? {} : { before },
    heard,
    back,
  });
  const say = useSay();
  if (!page) return instead;
  const { ticket, goesOn, may } = page;
  return (
    <div className="sb-tickets-view" style={{ height }}>
      <div className="sb-tickets-talk">
        <TicketHead page={page} live={live.connected} reload={reload} />
        <Conversation id={id} page={page} before={before} setBefore={setBefore} reload={reload} />
        <p className="sb-muted sb-tickets-typist" data-testid="typist">
          {typist === undefined ? '' : say(TEXTS.typing, { name: typist })}
        </p>
        <Composer
          key={id}
          ticketId={id}
          may={{
            reply: may.reply && goesOn,
            note: may.note && ticket['merged_into'] === null,
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

/** The messages. The latest is in sight. */
function Conversation({
  id,
  page: { messages, earlier, may },
  before,
  setBefore,
  reload,
}: {
  id: string;
  page: ShownTicket;
  before: string | undefined;
  setBefore: (before: string | undefined) => void;
  reload: () => void;
}): React.ReactElement {
  const say = useSay();
  const call = useCall();
  const resend = async (messageId: string): Promise<void> => {
    await call({ resource: 'tickets', action: 'resend', id, data: { messageId } });
    reload();
  };
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Keep the braces: newer browsers return a promise, and React would take it for a clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages.length, id]);
  return (
    <div className="sb-tickets-messages" data-testid="conversation">
      {earlier === undefined ? null : <Turn label={say(TEXTS.earlier)} to={() => setBefore(earlier)} />}
      {messages.map((row) => (
        <Message
          key={plain(row['id'])}
          row={row}
          {...(may.reply ? { resend: (messageId) => void resend(messageId) } : {})}
        />
      ))}
      {before === undefined ? null : <Turn label={say(TEXTS.latest)} to={() => setBefore(undefined)} />}
      <div ref={end} />
    </div>
  );
}

/** A link to another part of a long conversation. */
function Turn({ label, to }: { label: string; to: () => void }): React.ReactElement {
  return (
    <button type="button" onClick={to} className="sb-text-button sb-tickets-turn">
      {label}
    </button>
  );
}
