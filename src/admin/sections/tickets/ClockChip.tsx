import { Icon } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';
import { Pill } from '../../kit/Chip.tsx';
import type { Clock } from './clocks.ts';
import { span } from '../../kit/format.ts';
import { useTexts } from '../../kit/texts.ts';

const ICONS: Record<Clock['state'], string> = {
  runs: 'Clock',
  late: 'AlertTriangle',
  paused: 'Pause',
  pausedLate: 'Pause',
  met: 'Check',
  given: 'Check',
  missed: 'AlertTriangle',
};

/** What a clock says, in words; red once it is overdue, yellow shortly before. */
export function ClockChip({ clock }: { clock: Clock | undefined }): React.ReactElement | null {
  const { sb } = useTexts();
  if (!clock) return null;
  const { unit, n } = span(clock.ms);
  return (
    <Pill tone={clock.tone}>
      <span style={{ display: 'inline-flex', gap: 5, alignItems: 'center' }} data-clock={clock.state}>
        <Icon icon={ICONS[clock.state]} size={12} />
        {sb(`desk.clock.${clock.what}.${clock.state}`, { time: sb(`dashboard.${unit}`, { n }) })}
      </span>
    </Pill>
  );
}

const TICK_MS = 30_000;

/** The time now, so that what is said about it stays true while nothing else changes; `passed` hears of each step. */
export function useNow(passed?: () => void): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => {
      setNow(Date.now());
      passed?.();
    }, TICK_MS);
    return () => window.clearInterval(timer);
  }, [passed]);
  return now;
}
