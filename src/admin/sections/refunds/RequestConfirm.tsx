import { Button, Label } from '@adminjs/design-system';
import React from 'react';
import { Banner, Figure } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Movements } from './Movements.tsx';
import type { ShownPreview } from './requestShared.ts';
import { TEXTS } from './texts.ts';

/** The second step: a preview of the request, with the journal that it makes. */
export function RequestConfirm({
  preview,
  busy,
  back,
  confirm,
  children,
}: {
  preview: ShownPreview;
  busy: boolean;
  back: () => void;
  confirm: () => void;
  children: React.ReactNode;
}): React.ReactElement {
  const say = useSay();
  const { amount, stars, needsApproval, network, currency, lines } = preview;
  return (
    <div data-testid="confirm" className="sb-refunds-request">
      <Figure>{amount}</Figure>
      {stars === '0' ? null : (
        <p>
          {say(TEXTS.starsBack)}: <b>{stars} ⭐</b>
        </p>
      )}
      {network === null ? null : <p>{say(TEXTS.way, { currency: currency ?? '', network })}</p>}
      {children}
      <Label>{say(TEXTS.planned)}</Label>
      <div className="sb-field">
        <Movements lines={lines} />
      </div>
      <Banner tone={needsApproval ? 'wait' : 'info'}>
        {say(needsApproval ? TEXTS.willWait : TEXTS.willRun)}
      </Banner>
      <div className="sb-foot">
        <Button variant="contained" disabled={busy} onClick={confirm} data-testid="request">
          {say(TEXTS.request)}
        </Button>
        <Button variant="outlined" disabled={busy} onClick={back}>
          {say(TEXTS.back)}
        </Button>
      </div>
    </div>
  );
}
