import { DrawerContent, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import { BalanceChange } from '../refunds/BalanceChange.tsx';
import type { Answer } from '../../kit/call.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { RequestForm } from '../refunds/RequestForm.tsx';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

/** Asks for money in suspense to be given to its owner. */
export default function ReleaseRequest({ record }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  const { sb } = useTexts();
  const params: Row = record?.params ?? {};
  const buyer = String(params['user_id'] ?? '');
  const isGone = String(params['owner_gone']) === 'true';
  // Who is gone gets nothing: the owner's new account is named, and another person agrees.
  const hasBuyer = buyer !== '' && !isGone;
  return (
    <DrawerContent>
      <H4>{translateAction('requestRelease')}</H4>
      <p style={{ color: '#6a758c', fontSize: 13, margin: '4px 0 16px' }}>
        {sb('suspense.left', { left: String(params['left']) })}{' '}
        {isGone ? sb('suspense.ownerGone', { user: buyer }) : ''}
        {hasBuyer ? sb('suspense.buyers', { user: buyer }) : ''}
      </p>
      <RequestForm
        what={{
          resource: 'suspense',
          id: String(record?.id),
          preview: 'previewRelease',
          request: 'requestRelease',
        }}
        choices={[]}
        names={hasBuyer ? [] : ['userId']}
        amountHint={sb('suspense.amountHint')}
        amountRequired={false}
        summary={(answer) => (
          <>
            <Receiver answer={answer} />
            <BalanceChange answer={answer} />
          </>
        )}
      />
    </DrawerContent>
  );
}

function Receiver({ answer }: { answer: Answer }): React.ReactElement {
  const { sb } = useTexts();
  const { id, name } = answer['user'] as { id: string; name: string };
  return (
    <p style={{ fontSize: 14, marginBottom: 6 }}>
      {sb('suspense.to')}:{' '}
      <RecordLink resource="users" id={id}>
        {name} #{id}
      </RecordLink>
    </p>
  );
}
