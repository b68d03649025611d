import { useEffect, useState } from 'react';

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
