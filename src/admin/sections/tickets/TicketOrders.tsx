import { Button, Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Empty, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { COMMON_COLUMNS } from '../../words/columns.ts';
import { COMMON } from '../../words/common.ts';
import { RefundButton } from '../refunds/RefundButton.tsx';
import { TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';

interface Beside {
  page: ShownTicket;
  reload: () => void;
}

/** The order of the ticket, with its payments. */
export function AboutOrder({ page, reload }: Beside): React.ReactElement {
  const { ticket, orders, invoices, may } = page;
  const say = useSay();
  const call = useCall();
  const id = plain(ticket['order_id']);
  const order = orders.find((one) => one['id'] === id);
  const recheck = async (): Promise<void> => {
    await call({ resource: 'orders', action: 'recheck', id });
    reload();
  };
  return (
    <Card title={say(TEXTS.aboutOrder)}>
      <Stack>
        {order ? (
          <OrderLine order={order} />
        ) : (
          <RecordLink resource="orders" id={id}>
            {say(COMMON.order)}
          </RecordLink>
        )}
        {invoices.map((invoice) => (
          <Invoice key={plain(invoice['id'])} invoice={invoice} />
        ))}
        {may.recheck && invoices.length > 0 ? (
          <div>
            <Button size="sm" variant="outlined" onClick={() => void recheck()}>
              <Icon icon="RefreshCw" />
              {say(TEXTS.recheck)}
            </Button>
          </div>
        ) : null}
        {may.refund && order?.['paid_at'] ? (
          <div>
            <RefundButton orderId={id} ticketId={plain(ticket['id'])} closed={reload} />
          </div>
        ) : null}
      </Stack>
    </Card>
  );
}

function Invoice({ invoice }: { invoice: Row }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('invoices');
  return (
    <Facts
      rows={[
        [
          say(COMMON_COLUMNS.invoice_id),
          <Chip key="status" source="invoices" name="status" value={invoice['status']} />,
        ],
        [columnOf('received').label, `${plain(invoice['received'])} / ${plain(invoice['amount'])}`],
      ]}
    />
  );
}

/** The latest orders of the user. An agent can make one of them the subject of the ticket. */
export function Orders({ page: { ticket, orders, may }, reload }: Beside): React.ReactElement {
  const say = useSay();
  const call = useCall();
  const ticketId = plain(ticket['id']);
  const link = async (orderId: string): Promise<void> => {
    await call({ resource: 'tickets', action: 'link', id: ticketId, data: { orderId } });
    reload();
  };
  return (
    <Card title={say(TEXTS.orders)}>
      {orders.length === 0 ? <Empty>{say(TEXTS.noOrders)}</Empty> : null}
      {orders.map((order) => {
        const id = plain(order['id']);
        return (
          <div key={id}>
            <OrderLine order={order} />
            {may.take && id !== ticket['order_id'] ? (
              <TextButton icon="Link" label={say(TEXTS.link)} press={() => void link(id)} />
            ) : null}
            {may.refund && !ticket['order_id'] && order['paid_at'] ? (
              <RefundButton orderId={id} ticketId={ticketId} closed={reload} />
            ) : null}
          </div>
        );
      })}
    </Card>
  );
}

function OrderLine({ order }: { order: Row }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('orders');
  const kind = plain(order['kind']);
  return (
    <Link to={`/admin/resources/orders/records/${plain(order['id'])}/show`} className="sb-tickets-order">
      <span className="sb-tickets-line">
        <span>
          {Number(order['stars']) > 0 ? `${plain(order['stars'])} ⭐ · ` : ''}
          {plain(order['amount'])}
        </span>
        <Chip source="orders" name="status" value={order['status']} />
      </span>
      <span className="sb-muted">
        {columnOf('kind').words?.[kind] ?? kind} · {moment(order['created_at'], say.language)}
      </span>
    </Link>
  );
}
