import React from 'react';
import { moment } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import { KINDS } from '../orders/texts.ts';
import { RefundButton } from '../refunds/RefundButton.tsx';
import { TEXTS as REFUND_TEXTS } from '../refunds/texts.ts';
import type { Payment } from './payments.ts';
import { TEXTS } from './texts.ts';

/** What a user paid, what went back, what is left, and a link to refund it. */
export function Payments({
  payments,
  changed,
}: {
  payments: readonly Payment[];
  changed: () => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <Table
      testId="payments"
      numbers={4}
      head={[
        say(COMMON.order),
        say(REFUND_TEXTS.paid),
        say(REFUND_TEXTS.given),
        say(REFUND_TEXTS.left),
        <span key="decide" aria-label={say(TEXTS.decide)} />,
      ]}
    >
      {payments.map(({ order, paid, back, left, isLeft }) => (
        <tr key={plain(order['id'])}>
          <td>
            <RecordLink resource="orders" id={order['id']}>
              {say.of(KINDS, order['kind'])} · {moment(order['created_at'], say.language)}
            </RecordLink>
          </td>
          <td className="sb-number">{paid}</td>
          <td className="sb-number">{back}</td>
          <td className="sb-number">
            <b>{left}</b>
          </td>
          <td className="sb-number">
            {isLeft ? <RefundButton orderId={plain(order['id'])} closed={changed} /> : null}
          </td>
        </tr>
      ))}
    </Table>
  );
}
