import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import { OtherTickets } from './OtherTickets.tsx';
import { TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';
import { AboutOrder, Orders } from './TicketOrders.tsx';

/** Beside the conversation: the user, the order in question with its payments, and the user's other records. */
export function TicketContext({
  page,
  reload,
}: {
  page: ShownTicket;
  reload: () => void;
}): React.ReactElement {
  const { ticket, user, refunds, deliveries, flags } = page;
  const say = useSay();
  return (
    <div className="sb-tickets-beside" data-testid="context">
      {user['bot_blocked'] === true ? (
        <div className="sb-banner" data-tone="bad">
          <Icon icon="Slash" /> {say(TEXTS.botBlocked)}
        </div>
      ) : null}
      <User user={user} />
      {ticket['order_id'] ? <AboutOrder page={page} reload={reload} /> : null}
      <Orders page={page} reload={reload} />
      <Linked
        title={say(TEXTS.delivery)}
        source="deliveries"
        rows={deliveries}
        nameOf={(row) => `${plain(row['stars'])} ⭐ → ${plain(row['sent_to'])}`}
      />
      <Linked title={say(TEXTS.refunds)} source="refunds" rows={refunds} nameOf={(row) => row['amount']} />
      <Linked
        title={say(TEXTS.flags)}
        source="fraud_flags"
        rows={flags}
        nameOf={(row) => row[`title_${say.language}`]}
      />
      <OtherTickets page={page} reload={reload} />
    </div>
  );
}

function User({ user }: { user: Row }): React.ReactElement {
  const id = plain(user['id']);
  return (
    <Card
      title={
        <RecordLink resource="users" id={id}>
          {plain(user['name']) || plain(user['handle'])} #{id}
        </RecordLink>
      }
    >
      <RecordFacts source="users" row={user} names={['handle', 'status', 'language']} />
    </Card>
  );
}

/** Records with their status, if the person may see any. Everybody sees above that a user is under review. */
function Linked({
  title,
  source,
  rows,
  nameOf,
}: {
  title: string;
  source: string;
  rows: readonly Row[];
  nameOf: (row: Row) => unknown;
}): React.ReactElement | null {
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      {rows.map((row) => (
        <div key={plain(row['id'])} className="sb-tickets-line">
          <RecordLink resource={source} id={row['id']}>
            {plain(nameOf(row))}
          </RecordLink>
          <Chip source={source} name="status" value={row['status']} />
        </div>
      ))}
    </Card>
  );
}
