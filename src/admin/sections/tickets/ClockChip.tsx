import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Pill } from '../../kit/Chip.tsx';
import { span } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import { SPANS } from '../../words/common.ts';
import type { Pair } from '../../words/pair.ts';
import type { Clock, States } from './clocks.ts';
import { CLOCKS } from './texts.ts';

const ICONS: Readonly<Record<Clock['state'], string>> = {
  runs: 'Clock',
  late: 'AlertTriangle',
  paused: 'Pause',
  pausedLate: 'Pause',
  met: 'Check',
  given: 'Check',
  missed: 'AlertTriangle',
};

/** A clock in words. Red when it is overdue, yellow shortly before. */
export function ClockChip({ clock }: { clock: Clock | undefined }): React.ReactElement | null {
  const say = useSay();
  if (!clock) return null;
  const { unit, n } = span(clock.ms);
  return (
    <Pill tone={clock.tone}>
      <span className="sb-tickets-clock" data-clock={clock.state}>
        <Icon icon={ICONS[clock.state]} size={12} />
        {say(textOf(clock), { time: say(SPANS[unit], { n }) })}
      </span>
    </Pill>
  );
}

function textOf<What extends keyof States>({ what, state }: Clock<What>): Pair {
  return CLOCKS[what][state];
}
