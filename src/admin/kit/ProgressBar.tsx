import React from 'react';
import type { Progress } from './stream.ts';

/** The progress of long work: a bar and a percentage. */
export function ProgressBar({ progress }: { progress: Progress | undefined }): React.ReactElement {
  const { done = 0, total = 0 } = progress ?? {};
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((done * 100) / total));
  return (
    <div className="sb-progress">
      <div role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <div style={{ width: `${percent}%` }} />
      </div>
      <span>{percent} %</span>
    </div>
  );
}
