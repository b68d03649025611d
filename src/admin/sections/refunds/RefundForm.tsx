import { Loader } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';
import { useAsk } from '../../kit/call.ts';
import { RequestForm } from './RequestForm.tsx';
import { useTexts } from '../../kit/texts.ts';

interface Facts {
  payments: {
    gave: 'stars' | 'wallet';
    paid: string;
    back: string;
    left: string;
    isLeft: boolean;
    isByInvoice: boolean;
  }[];
  limit: { most: string | null; alone: string };
}

/** Asks for a refund of an order: what came, what went back, what is left; then the form. */
export function RefundForm({
  orderId,
  ticketId,
}: {
  orderId: string;
  ticketId?: string;
}): React.ReactElement {
  const [facts, setFacts] = useState<Facts>();
  const [refusal, setRefusal] = useState('');
  const ask = useAsk();
  const { sb } = useTexts();
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await ask({ resource: 'orders', id: orderId, action: 'refundFacts' });
      if (!current) return;
      if (answer['payments']) setFacts(answer as unknown as Facts);
      else setRefusal(answer.notice?.message ?? '');
    };
    void read();
    return () => {
      current = false;
    };
    // The form is drawn once per order.
  }, [orderId]);
  if (refusal !== '') return <p role="alert">{refusal}</p>;
  if (!facts) return <Loader />;
  const open = facts.payments.filter(({ isLeft }) => isLeft);
  const ways = [
    ...(open.some(({ gave }) => gave === 'stars') ? ['balance'] : []),
    ...(open.some(({ isByInvoice }) => isByInvoice) ? ['address'] : []),
  ];
  return (
    <div data-testid="refund-form">
      <Payments payments={facts.payments} />
      <p style={{ color: '#6a758c', fontSize: 13, margin: '10px 0 16px', lineHeight: 1.5 }}>
        {facts.limit.most === null
          ? sb('refund.noLimit', { alone: facts.limit.alone })
          : sb('refund.limit', facts.limit as { most: string; alone: string })}
      </p>
      {ways.length === 0 ? (
        <p style={{ fontSize: 14 }}>{sb('refund.nothingLeft')}</p>
      ) : (
        <RequestForm
          what={{ resource: 'orders', id: orderId, preview: 'previewRefund', request: 'requestRefund' }}
          choices={[{ name: 'destination', options: ways }]}
          amountHint={sb('refund.amountHint')}
          amountRequired={false}
          {...(ticketId === undefined ? {} : { extra: { ticketId } })}
        />
      )}
    </div>
  );
}

function Payments({ payments }: Pick<Facts, 'payments'>): React.ReactElement {
  const { sb } = useTexts();
  const cell: React.CSSProperties = { padding: '6px 8px 6px 0', fontSize: 13, textAlign: 'left' };
  const number: React.CSSProperties = {
    ...cell,
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  };
  return (
    <table style={{ width: '100%' }}>
      <thead>
        <tr style={{ color: '#6a758c' }}>
          <th style={cell}>{sb('refund.what')}</th>
          <th style={number}>{sb('refund.paid')}</th>
          <th style={number}>{sb('refund.given')}</th>
          <th style={number}>{sb('refund.left')}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment, index) => (
          <tr key={`${payment.gave}${index}`} style={{ borderTop: '1px solid #eef0f5' }}>
            <td style={cell}>{sb(`refund.gave.${payment.gave}`)}</td>
            <td style={number}>{payment.paid}</td>
            <td style={number}>{payment.back}</td>
            <td style={{ ...number, fontWeight: 700 }}>{payment.left}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
