import React from 'react';
import { dayName } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import type { Dashboard } from './page.ts';

/** Bars drawn by hand, because one figure per day needs no library. */
export function Bars({ days }: { days: NonNullable<Dashboard['days']> }): React.ReactElement {
  const say = useSay();
  const most = Math.max(1, ...days.map(({ paid }) => paid));
  return (
    <div className="sb-dashboard-bars">
      {days.map(({ day, paid, stars }) => (
        <div key={day} title={`${dayName(day, say.language)}: ${paid} · ${stars} ⭐`}>
          <span>{paid > 0 ? paid : ''}</span>
          <i
            className={paid > 0 ? 'sb-dashboard-sold' : undefined}
            style={{ height: `${Math.max(2, (paid / most) * 120)}px` }}
          />
          <small>
            {day.slice(8)}.{day.slice(5, 7)}
          </small>
        </div>
      ))}
    </div>
  );
}
