import { Icon } from '@adminjs/design-system';
import type { RecordJSON, ResourceJSON } from 'adminjs';
import React from 'react';
import { COMMON } from '../words/common.ts';
import { useNavigate } from 'react-router';
import { recordTitle } from './recordTitle.ts';
import { useSay } from './say.ts';
import { useShell } from './shell.ts';
import { useEscape, useLeave } from './useLeave.ts';

const DRAWER = '#drawerPortal';

/** Covers the page behind a drawer. The page can be read and scrolled, but takes no clicks. Esc leaves the form. */
export function Curtain({ there }: { there: string }): React.ReactElement {
  const navigate = useNavigate();
  const leave = useLeave(DRAWER, () => navigate(there));
  useEscape(leave);
  return (
    <div
      className="sb-curtain"
      data-testid="curtain"
      onClick={leave}
      onWheel={({ deltaY }) => document.querySelector('[data-css="app-content"]')?.scrollBy(0, deltaY)}
    />
  );
}

/** The head of every form in the drawer: the name of its record, and the way out. */
export function DrawerFrame({
  resource,
  record,
  there,
  children,
}: {
  resource: ResourceJSON;
  record: RecordJSON;
  there: string;
  children: React.ReactNode;
}): React.ReactElement {
  const say = useSay();
  const shell = useShell();
  const navigate = useNavigate();
  const leave = useLeave(DRAWER, () => navigate(there));
  const kind = shell.sources[resource.id]?.one ?? resource.id;
  return (
    <>
      <header className="sb-drawer-head" data-testid="drawer-subject">
        <span>
          {kind} <b>{recordTitle(resource, record, { say, shell })}</b>
        </span>
        <button type="button" onClick={leave} aria-label={say(COMMON.close)}>
          <Icon icon="X" size={18} />
        </button>
      </header>
      {children}
    </>
  );
}
