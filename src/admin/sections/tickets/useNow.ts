import { useEffect, useState } from 'react';

const TICK_MS = 30_000;

/** The time now, so that texts about it stay true even if nothing else changes. `passed` is called at each step. */
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
