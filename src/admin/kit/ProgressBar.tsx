import React from 'react';
import type { Progress } from './stream.ts';

/** How far long work is: a bar and a percentage. */
export function ProgressBar({ progress }: { progress: Progress | undefined }): React.ReactElement {
  const { done = 0, total = 0 } = progress ?? {};
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((done * 100) / total));
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', maxWidth: 520, marginTop: 12 }}>
      <div
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        style={{ flex: 1, height: 10, background: '#e6eaf3', borderRadius: 10, overflow: 'hidden' }}
      >
        <div
          style={{ width: `${percent}%`, height: '100%', background: '#2f5bea', transition: 'width .2s' }}
        />
      </div>
      <span style={{ fontSize: 13, width: 44 }}>{percent} %</span>
    </div>
  );
}
