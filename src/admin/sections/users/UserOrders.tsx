import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable, type Row } from '../../kit/Table.tsx';
import { TEXTS } from './texts.ts';

/** The latest orders of a user. */
export function UserOrders({ orders }: { orders: readonly Row[] }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.orders)}>
      <RowTable source="orders" rows={orders} names={['created_at', 'kind', 'stars', 'amount', 'status']} />
    </Card>
  );
}
