import { DrawerContent, H4 } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React from 'react';
import type { Answer } from '../../kit/call.ts';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import { BalanceChange } from '../refunds/BalanceChange.tsx';
import { RequestForm } from '../refunds/RequestForm.tsx';
import type { Receiver } from './actions.ts';
import { OWNER_FIELD } from './releaseFields.ts';
import { TEXTS } from './texts.ts';

/** Asks to give money in suspense to its owner. */
export default function ReleaseRequest({ action, record, resource }: ActionProps): React.ReactElement {
  const { translateAction } = useTranslation();
  const say = useSay();
  const params: Row = record?.params ?? {};
  const user = plain(params['user_id']);
  const isGone = plain(params['owner_gone']) === 'true';
  // A deleted account gets nothing. The request names the owner's new account, and another person agrees.
  const hasBuyer = user !== '' && !isGone;
  return (
    <DrawerContent>
      <H4>{translateAction(action.name, resource.id)}</H4>
      <p className="sb-muted sb-field">
        {say(TEXTS.left, { left: plain(params['left']) })} {isGone ? say(TEXTS.ownerGone, { user }) : ''}
        {hasBuyer ? say(TEXTS.buyers, { user }) : ''}
      </p>
      <RequestForm
        what={{
          resource: 'suspense',
          id: String(record?.id),
          preview: 'previewRelease',
          request: 'requestRelease',
        }}
        choices={[]}
        typed={hasBuyer ? [] : [OWNER_FIELD]}
        amountHint={say(TEXTS.amountHint)}
        amountRequired={false}
        summary={(answer) => (
          <>
            <To answer={answer} />
            <BalanceChange answer={answer} />
          </>
        )}
      />
    </DrawerContent>
  );
}

/** The balance that gets the money. A person must be able to notice a wrong number before it happens. */
function To({ answer }: { answer: Answer }): React.ReactElement {
  const say = useSay();
  const { id, name } = answer['user'] as Receiver;
  return (
    <p>
      {say(TEXTS.to)}:{' '}
      <RecordLink resource="users" id={id}>
        {name} #{id}
      </RecordLink>
    </p>
  );
}
