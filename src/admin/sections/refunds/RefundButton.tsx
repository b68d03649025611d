import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import { useSay } from '../../kit/say.ts';
import { RefundForm } from './RefundForm.tsx';
import { TEXTS } from './texts.ts';

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
  const say = useSay();
  const title = say(TEXTS.ask);
  const close = (): void => {
    setOpen(false);
    closed?.();
  };
  return (
    <>
      <Button
        size="sm"
        variant="outlined"
        className="sb-nowrap"
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
