import { Icon } from '@adminjs/design-system';
import React from 'react';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';
import { useEscape, useLeave } from './useLeave.ts';

/** For a task beside the page, which stays open below. A draft in the page is kept. */
export function Dialog({
  title,
  close,
  children,
}: {
  title: string;
  close: () => void;
  children: React.ReactNode;
}): React.ReactElement {
  const say = useSay();
  const leave = useLeave('[role=dialog]', close);
  useEscape(leave);
  return (
    <div className="sb-veil">
      <section role="dialog" aria-modal="true" aria-label={title} className="sb-dialog">
        <header>
          <h3>{title}</h3>
          <button type="button" onClick={leave} aria-label={say(COMMON.close)} className="sb-plain-button">
            <Icon icon="X" size={20} />
          </button>
        </header>
        {children}
      </section>
    </div>
  );
}
