import { DrawerContent, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import { BalanceChange } from './BalanceChange.tsx';
import { RequestForm } from './RequestForm.tsx';
import { useTexts } from '../../kit/texts.ts';

/** A change of a user's balance, beside the page of the user. */
export default function AdjustmentRequest({ record }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  const { sb } = useTexts();
  return (
    <DrawerContent>
      <H4>{translateAction('requestAdjustment')}</H4>
      <p style={{ color: '#6a758c', fontSize: 13, margin: '4px 0 16px' }}>{sb('refund.adjustmentAbout')}</p>
      <RequestForm
        what={{
          resource: 'users',
          id: String(record?.id),
          preview: 'previewAdjustment',
          request: 'requestAdjustment',
        }}
        choices={[
          { name: 'direction', options: ['credit', 'debit'] },
          { name: 'unit', options: ['coin', 'stars'], label: (unit) => sb(`refund.unit.${unit}`) },
        ]}
        amountHint={sb('refund.amountForm')}
        amountRequired
        summary={(answer) => <BalanceChange answer={answer} />}
      />
    </DrawerContent>
  );
}
