import React from 'react';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { Muted, Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { TEXTS } from './texts.ts';

/** The full name of the account that gets the stars, with a button to copy it. */
export function Account({ recipient, name }: { recipient: string; name: string }): React.ReactElement {
  const say = useSay();
  return (
    <div>
      <Row>
        <b className="sb-deliveries-account" data-testid="recipient">
          @{recipient}
        </b>
        <CopyButton text={`@${recipient}`} label={say(TEXTS.recipient)} testId="copy-recipient" />
      </Row>
      {name === '' ? null : <Muted>{`${say(TEXTS.recipientName)}: ${name}`}</Muted>}
    </div>
  );
}
