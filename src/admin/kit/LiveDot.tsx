import React from 'react';
import { useTexts } from './texts.ts';

/** Whether what one looks at renews itself. */
export function LiveDot({ live }: { live: boolean }): React.ReactElement {
  const { sb } = useTexts();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, fontSize: 12, color: '#6a758c' }}>
      <span style={{ width: 8, height: 8, borderRadius: 8, background: live ? '#22a565' : '#c9962a' }} />
      {sb(live ? 'common.live' : 'common.offline')}
    </span>
  );
}
