import { Button } from '@adminjs/design-system';
import React from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import { Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { openPlaces } from './holes.ts';
import { COMPOSER } from './texts.ts';
import type { Draft } from './useDraft.ts';

/** Asks before an answer with open places is sent. */
export function HolesDialog({ draft: { text, busy, letGo, send } }: { draft: Draft }): React.ReactElement {
  const say = useSay();
  return (
    <Dialog title={say(COMPOSER.holes)} close={letGo}>
      <p className="sb-tickets-question">{say(COMPOSER.aboutHoles, { names: openPlaces(text).join(' ') })}</p>
      <Row>
        <Button variant="contained" onClick={letGo}>
          {say(COMPOSER.back)}
        </Button>
        <Button
          variant="outlined"
          disabled={busy}
          onClick={() => void send(true)}
          data-testid="send-as-it-is"
        >
          {say(COMPOSER.sendAsItIs)}
        </Button>
      </Row>
    </Dialog>
  );
}
