import { Loader } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';
import { useAsk } from '../../kit/call.ts';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import type { RefundFacts } from './refundFacts.ts';
import { RequestForm } from './RequestForm.tsx';
import { DESTINATIONS, GAVE, TEXTS } from './texts.ts';

/** Asks for a refund of an order: the money that came, that went back and that is left; then the form. */
export function RefundForm({
  orderId,
  ticketId,
}: {
  orderId: string;
  ticketId?: string;
}): React.ReactElement {
  const { facts, refusal } = useRefundFacts(orderId);
  const say = useSay();
  if (refusal !== '') return <p role="alert">{refusal}</p>;
  if (!facts) return <Loader />;
  const { most, alone } = facts.limit;
  const open = facts.payments.filter(({ isLeft }) => isLeft);
  const ways = {
    ...(open.some(({ gave }) => gave === 'stars') ? { balance: DESTINATIONS.balance } : {}),
    ...(open.some(({ isByInvoice }) => isByInvoice) ? { address: DESTINATIONS.address } : {}),
  };
  return (
    <div data-testid="refund-form">
      <Payments payments={facts.payments} />
      <p className="sb-muted sb-field">
        {most === null ? say(TEXTS.noLimit, { alone }) : say(TEXTS.limit, { most, alone })}
      </p>
      {Object.keys(ways).length === 0 ? (
        <p>{say(TEXTS.nothingLeft)}</p>
      ) : (
        <RequestForm
          what={{ resource: 'orders', id: orderId, preview: 'previewRefund', request: 'requestRefund' }}
          choices={[{ name: 'destination', words: ways }]}
          amountHint={say(TEXTS.amountHint)}
          amountRequired={false}
          {...(ticketId === undefined ? {} : { extra: { ticketId } })}
        />
      )}
    </div>
  );
}

/** Reads once what can go back for an order, or why it is refused. */
function useRefundFacts(orderId: string): { facts: RefundFacts | undefined; refusal: string } {
  const [facts, setFacts] = useState<RefundFacts>();
  const [refusal, setRefusal] = useState('');
  const ask = useAsk();
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await ask({ resource: 'orders', id: orderId, action: 'refundFacts' });
      if (!current) return;
      if (answer['payments']) setFacts(answer as unknown as RefundFacts);
      else setRefusal(answer.notice?.message ?? '');
    };
    void read();
    return () => {
      current = false;
    };
    // The form is drawn once per order.
  }, [orderId]);
  return { facts, refusal };
}

function Payments({ payments }: Pick<RefundFacts, 'payments'>): React.ReactElement {
  const say = useSay();
  return (
    <div className="sb-refunds-payments">
      <Table head={[say(TEXTS.what), say(TEXTS.paid), say(TEXTS.given), say(TEXTS.left)]}>
        {payments.map(({ gave, paid, back, left }, index) => (
          <tr key={`${gave}${index}`}>
            <td>{say(GAVE[gave])}</td>
            <td className="sb-number">{paid}</td>
            <td className="sb-number">{back}</td>
            <td className="sb-number">
              <b>{left}</b>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
