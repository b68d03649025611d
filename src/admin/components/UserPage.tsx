import { Button, Icon } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useCall } from './parts/call.ts';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Payments, type Payment } from './parts/Payments.tsx';
import { RecordFacts } from './parts/RecordFacts.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { UserOrders } from './parts/UserOrders.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';

interface Page {
  user: Row;
  accounts: Row[];
  orders: Row[];
  tickets: Row[];
  refunds: Row[];
  adjustments: Row[];
  payments: Payment[];
  mayOpen: boolean;
}

const COLUMNS = [
  ['status_reason', 'text'],
  ['language', 'enum'],
  ['notifications', 'boolean'],
  ['bot_blocked', 'boolean'],
  ['referred_by', '@users'],
  ['created_at', 'time'],
  ['seen_at', 'time'],
  ['deleted_at', 'time'],
] as const;

const REQUEST_COLUMNS = [
  ['amount', 'money'],
  ['reason', 'enum'],
  ['status', 'enum'],
  ['requester', 'text'],
] as const;

/** A user: masked until somebody asks, with what they have and did beside it. */
export default function UserPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page, instead, reload } = useRecordPage<Page>('users', id);
  const [personal, setPersonal] = useState<Record<string, string>>();
  const { sb, column } = useTexts();
  const call = useCall();
  if (!page) return instead;
  const { user } = page;
  const open = async (): Promise<void> => {
    const answer = await call({ resource: 'users', action: 'open', id });
    if (answer) setPersonal(answer['personal'] as Record<string, string>);
  };
  const names = personal
    ? (['first_name', 'last_name', 'username', 'telegram_id'] as const).map(
        (name) => [column(name), <b key={name}>{personal[name] || '—'}</b>] as const,
      )
    : (['name', 'handle', 'telegram'] as const).map(
        (name) => [column(name), String(user[name] ?? '') || '—'] as const,
      );
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(330px, 400px) minmax(0, 1fr)',
        gap: 16,
        alignItems: 'start',
      }}
    >
      <Card title={`#${id}`} aside={<Value name="status" type="enum" value={user['status']} wide={false} />}>
        <Facts rows={names} />
        <div style={{ margin: '14px 0' }}>
          {personal ? <span style={muted}>{sb('user.logged')}</span> : null}
          {!personal && page.mayOpen ? (
            <Button size="sm" variant="outlined" onClick={() => void open()} data-testid="open-personal">
              <Icon icon="Eye" />
              {sb('user.show')}
            </Button>
          ) : null}
        </div>
        <RecordFacts row={user} columns={COLUMNS} />
      </Card>
      <div>
        {page.accounts.length > 0 ? (
          <Card title={sb('user.balances')}>
            <RowTable
              rows={page.accounts}
              resource="ledger_accounts"
              idColumn="account_id"
              columns={[
                ['name', 'text'],
                ['kind', 'enum'],
                ['balance', 'money'],
                ['frozen', 'boolean'],
              ]}
            />
          </Card>
        ) : null}
        <UserOrders orders={page.orders} />
        {page.payments.length > 0 ? (
          <Card title={sb('refund.payments')}>
            <Payments payments={page.payments} changed={reload} />
          </Card>
        ) : null}
        {page.refunds.length > 0 ? (
          <Card title={sb('refund.list')}>
            <RowTable
              rows={page.refunds}
              resource="refunds"
              columns={[['created_at', 'time'], ['destination', 'enum'], ...REQUEST_COLUMNS]}
            />
          </Card>
        ) : null}
        {page.adjustments.length > 0 ? (
          <Card title={sb('refund.adjustmentList')}>
            <RowTable
              rows={page.adjustments}
              resource="adjustments"
              columns={[['created_at', 'time'], ['direction', 'enum'], ...REQUEST_COLUMNS]}
            />
          </Card>
        ) : null}
        <Card title={sb('user.tickets')}>
          <RowTable
            rows={page.tickets}
            resource="tickets"
            columns={[
              ['number', 'text'],
              ['subject', 'enum'],
              ['status', 'enum'],
              ['created_at', 'time'],
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
