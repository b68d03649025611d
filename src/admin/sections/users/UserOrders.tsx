import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { RowTable, type Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

/** The latest orders of a user. */
export function UserOrders({ orders }: { orders: Row[] }): React.ReactElement {
  const { sb } = useTexts();
  return (
    <Card title={sb('user.orders')}>
      <RowTable
        rows={orders}
        resource="orders"
        columns={[
          ['created_at', 'time'],
          ['kind', 'enum'],
          ['stars', 'integer'],
          ['amount', 'money'],
          ['status', 'enum'],
        ]}
      />
    </Card>
  );
}
