import { DrawerContent, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import { useSay } from '../../kit/say.ts';
import { BalanceChange } from './BalanceChange.tsx';
import { RequestForm } from './RequestForm.tsx';
import { DIRECTIONS, TEXTS, UNITS } from './texts.ts';

/** A change of a user's balance, beside the page of the user. */
export default function AdjustmentRequest({ action, record, resource }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  const say = useSay();
  return (
    <DrawerContent>
      <H4>{translateAction(action.name, resource.id)}</H4>
      <p className="sb-muted sb-field">{say(TEXTS.adjustmentAbout)}</p>
      <RequestForm
        what={{
          resource: 'users',
          id: String(record?.id),
          preview: 'previewAdjustment',
          request: 'requestAdjustment',
        }}
        choices={[
          { name: 'direction', words: DIRECTIONS },
          { name: 'unit', words: UNITS },
        ]}
        amountHint={say(TEXTS.amountForm)}
        amountRequired
        summary={(answer) => <BalanceChange answer={answer} />}
      />
    </DrawerContent>
  );
}
