import React from 'react';
import { moment } from '../../kit/format.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { RefundButton } from '../refunds/RefundButton.tsx';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

export interface Payment {
  order: Row;
  paid: string;
  back: string;
  left: string;
  isLeft: boolean;
}

const cell: React.CSSProperties = {
  padding: '7px 8px',
  borderTop: '1px solid #eef0f5',
  textAlign: 'left',
  fontSize: 13,
};
const number: React.CSSProperties = {
  ...cell,
  textAlign: 'right',
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
};
const head: React.CSSProperties = { border: 0, color: '#6a758c', fontSize: 12 };

/** What a user paid, what went back, what is left, and the way to a refund of it. */
export function Payments({
  payments,
  changed,
}: {
  payments: readonly Payment[];
  changed: () => void;
}): React.ReactElement {
  const texts = useTexts();
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }} data-testid="payments">
        <thead>
          <tr>
            <th style={{ ...cell, ...head }}>{texts.column('order_id')}</th>
            {(['paid', 'given', 'left'] as const).map((name) => (
              <th key={name} style={{ ...number, ...head }}>
                {texts.sb(`refund.${name}`)}
              </th>
            ))}
            <th style={{ ...cell, ...head }} aria-label={texts.sb('refund.decide')} />
          </tr>
        </thead>
        <tbody>
          {payments.map(({ order, paid, back, left, isLeft }) => (
            <tr key={String(order['id'])}>
              <td style={cell}>
                <RecordLink resource="orders" id={order['id']}>
                  {texts.value('kind', order['kind'])} · {moment(order['created_at'], texts.language)}
                </RecordLink>
              </td>
              <td style={number}>{paid}</td>
              <td style={number}>{back}</td>
              <td style={{ ...number, fontWeight: 700 }}>{left}</td>
              <td style={{ ...cell, textAlign: 'right' }}>
                {isLeft ? <RefundButton orderId={String(order['id'])} closed={changed} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
