import { Button, DrawerFooter } from '@adminjs/design-system';
import React from 'react';
import { useNavigate } from 'react-router';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

/** The end of a form: the button that sends it, and the way back. */
export function FormFooter({
  busy,
  back,
  testId,
  children,
}: {
  busy: boolean;
  /** The address that Cancel leads to. */
  back: string;
  testId: string;
  children: React.ReactNode;
}): React.ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <DrawerFooter>
      <Button type="submit" variant="contained" disabled={busy} data-testid={testId}>
        {children}
      </Button>
      <Button type="button" variant="text" ml="lg" onClick={() => navigate(back)} data-testid="cancel">
        {say(COMMON.cancel)}
      </Button>
    </DrawerFooter>
  );
}
