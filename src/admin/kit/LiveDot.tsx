import React from 'react';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

/** Shows whether the page renews itself. */
export function LiveDot({ live }: { live: boolean }): React.ReactElement {
  const say = useSay();
  return (
    <span className="sb-live" data-tone={live ? 'good' : 'wait'}>
      {say(live ? COMMON.live : COMMON.offline)}
    </span>
  );
}
