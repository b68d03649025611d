import { Button, Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { Card, Facts, muted } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { OtherTickets } from './OtherTickets.tsx';
import { RefundButton } from '../refunds/RefundButton.tsx';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { TicketPageData } from './TicketView.tsx';

const blue: React.CSSProperties = { color: '#2f5bea', textDecoration: 'none' };

/** Beside the conversation: who it is, the order in question with its payments, and what else there was. */
export function TicketContext({
  page,
  reload,
}: {
  page: TicketPageData;
  reload: () => void;
}): React.ReactElement {
  const { ticket, user, orders, invoices, refunds, may } = page;
  const texts = useTexts();
  const call = useCall();
  const about = orders.find((order) => order['id'] === ticket['order_id']);
  const recheck = async (id: string): Promise<void> => {
    await call({ resource: 'orders', action: 'recheck', id });
    reload();
  };
  const link = async (orderId: string): Promise<void> => {
    await call({ resource: 'tickets', action: 'link', id: String(ticket['id']), data: { orderId } });
    reload();
  };
  return (
    <div style={{ overflowY: 'auto', minHeight: 0 }} data-testid="context">
      {user['bot_blocked'] === true ? (
        <div
          style={{
            background: '#fde8e6',
            color: '#a3241b',
            borderRadius: 10,
            padding: 12,
            fontSize: 13,
            marginBottom: 12,
            lineHeight: 1.4,
          }}
        >
          <Icon icon="Slash" /> {texts.sb('desk.botBlocked')}
        </div>
      ) : null}
      <Card
        title={
          <Link style={blue} to={`/admin/resources/users/records/${String(user['id'])}/show`}>
            {String(user['name'] || user['handle'] || '')} #{String(user['id'])}
          </Link>
        }
        style={{ marginBottom: 12, padding: '12px 14px' }}
      >
        <Facts
          rows={[
            [texts.column('handle'), String(user['handle'] ?? '—')],
            [texts.column('status'), <Chip key="status" column="status" value={user['status']} />],
            [texts.column('language'), texts.value('language', user['language'])],
          ]}
        />
      </Card>
      {ticket['order_id'] ? (
        <Card title={texts.sb('desk.aboutOrder')} style={{ marginBottom: 12, padding: '12px 14px' }}>
          {about ? (
            <OrderLine order={about} />
          ) : (
            <Link style={blue} to={`/admin/resources/orders/records/${String(ticket['order_id'])}/show`}>
              {texts.sb('common.order')}
            </Link>
          )}
          {invoices.map((invoice) => (
            <div key={String(invoice['id'])} style={{ marginTop: 10 }}>
              <Facts
                rows={[
                  [
                    texts.column('invoice_id'),
                    <Chip key="status" column="status" value={invoice['status']} />,
                  ],
                  [texts.column('received'), `${String(invoice['received'])} / ${String(invoice['amount'])}`],
                ]}
              />
            </div>
          ))}
          {may.recheck && invoices.length > 0 ? (
            <Button
              mt="lg"
              size="sm"
              variant="outlined"
              onClick={() => void recheck(String(ticket['order_id']))}
            >
              <Icon icon="RefreshCw" />
              {texts.sb('desk.recheck')}
            </Button>
          ) : null}
          {may.refund && about?.['paid_at'] ? (
            <div style={{ marginTop: 10 }}>
              <RefundButton
                orderId={String(ticket['order_id'])}
                ticketId={String(ticket['id'])}
                closed={reload}
              />
            </div>
          ) : null}
        </Card>
      ) : null}
      <Card title={texts.sb('desk.orders')} style={{ marginBottom: 12, padding: '12px 14px' }}>
        {orders.length === 0 ? (
          <p style={muted}>{texts.sb('desk.noOrders')}</p>
        ) : (
          orders.map((order) => (
            <div key={String(order['id'])}>
              <OrderLine order={order} />
              {may.take && order['id'] !== ticket['order_id'] ? (
                <TextButton
                  icon="Link"
                  label={texts.sb('desk.link')}
                  press={() => void link(String(order['id']))}
                />
              ) : null}
              {may.refund && !ticket['order_id'] && order['paid_at'] ? (
                <RefundButton orderId={String(order['id'])} ticketId={String(ticket['id'])} closed={reload} />
              ) : null}
            </div>
          ))
        )}
      </Card>
      {refunds.length > 0 ? (
        <Card title={texts.sb('refund.list')} style={{ marginBottom: 12, padding: '12px 14px' }}>
          {refunds.map((refund) => (
            <div
              key={String(refund['id'])}
              style={{
                display: 'flex',
                justifyContent: 'space-between',
                gap: 8,
                padding: '5px 0',
                fontSize: 13,
              }}
            >
              <Link style={blue} to={`/admin/resources/refunds/records/${String(refund['id'])}/show`}>
                {String(refund['amount'])}
              </Link>
              <Chip column="status" value={refund['status']} />
            </div>
          ))}
        </Card>
      ) : null}
      <Flags flags={page.flags} />
      <OtherTickets page={page} reload={reload} />
    </div>
  );
}

function OrderLine({ order }: { order: Row }): React.ReactElement {
  const texts = useTexts();
  return (
    <Link
      to={`/admin/resources/orders/records/${String(order['id'])}/show`}
      style={{ display: 'block', padding: '6px 0', textDecoration: 'none', color: '#13203f', fontSize: 13 }}
    >
      <span style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
        <span>
          {Number(order['stars']) > 0 ? `${String(order['stars'])} ⭐ · ` : ''}
          {String(order['amount'])}
        </span>
        <Chip column="status" value={order['status']} />
      </span>
      <span style={muted}>
        {texts.value('kind', order['kind'])} · {moment(order['created_at'], texts.language)}
      </span>
    </Link>
  );
}

/** Only who decides on flags gets any; others see above that the user is held. */
function Flags({ flags }: { flags: readonly Row[] }): React.ReactElement | null {
  const { sb, language } = useTexts();
  if (flags.length === 0) return null;
  return (
    <Card title={sb('desk.flags')} style={{ marginBottom: 12, padding: '12px 14px' }}>
      {flags.map((flag) => (
        <div key={String(flag['id'])} style={line}>
          <Link style={blue} to={`/admin/resources/fraud_flags/records/${String(flag['id'])}/show`}>
            {String(flag[language === 'ru' ? 'title_ru' : 'title_en'])}
          </Link>
          <Chip column="status" value={flag['status']} />
        </div>
      ))}
    </Card>
  );
}

const line: React.CSSProperties = {
  display: 'flex',
  justifyContent: 'space-between',
  gap: 8,
  padding: '5px 0',
  fontSize: 13,
};
