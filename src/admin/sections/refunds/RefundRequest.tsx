import { DrawerContent, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import { RefundForm } from './RefundForm.tsx';

/** The refund of an order, beside its page. */
export default function RefundRequest({ action, record, resource }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  return (
    <DrawerContent>
      <H4 mb="lg">{translateAction(action.name, resource.id)}</H4>
      <RefundForm orderId={String(record?.id)} />
    </DrawerContent>
  );
}
