import { Button, Icon } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import { RefundForm } from './RefundForm.tsx';

/** Asks for a refund of an order without leaving the page. */
export function RefundButton({
  orderId,
  ticketId,
  closed,
}: {
  orderId: string;
  ticketId?: string;
  closed?: () => void;
}): React.ReactElement {
  const [open, setOpen] = useState(false);
  const { translateAction } = useTranslation();
  const title = translateAction('requestRefund');
  const close = (): void => {
    setOpen(false);
    closed?.();
  };
  return (
    <>
      <Button
        size="sm"
        variant="outlined"
        style={{ whiteSpace: 'nowrap' }}
        onClick={() => setOpen(true)}
        data-testid="refund"
      >
        <Icon icon="CornerUpLeft" />
        {title}
      </Button>
      {open ? (
        <Dialog title={title} close={close}>
          <RefundForm orderId={orderId} {...(ticketId === undefined ? {} : { ticketId })} />
        </Dialog>
      ) : null}
    </>
  );
}
