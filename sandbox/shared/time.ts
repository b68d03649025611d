import type { Clock } from '../../src/lib/index.ts';

/**
 * The sandbox's time: the given clock plus the time that the play interface added. Everything that can fall due
 * (expiries, webhook repeats) is checked on every tick, so it happens at once when a test moves the time.
 */
export interface SandboxTime extends Clock {
  advance(milliseconds: number): void;
  /** Runs on every tick until the sandbox stops. */
  onTick(work: () => void): void;
  /** Runs once, on the first tick at or after that time. */
  after(milliseconds: number, work: () => void): void;
  stop(): void;
}

const TICK_MS = 40;

export function createTime(clock: Clock): SandboxTime {
  let offset = 0;
  const everyTick: (() => void)[] = [];
  let waiting: { at: number; work: () => void }[] = [];
  const now = (): Date => new Date(clock.now().getTime() + offset);
  const tick = (): void => {
    const moment = now().getTime();
    const due = waiting.filter((item) => item.at <= moment);
    waiting = waiting.filter((item) => item.at > moment);
    for (const item of due) item.work();
    for (const work of everyTick) work();
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return {
    now,
    advance(milliseconds) {
      offset += milliseconds;
      tick();
    },
    onTick: (work) => void everyTick.push(work),
    after: (milliseconds, work) => void waiting.push({ at: now().getTime() + milliseconds, work }),
    stop: () => clearInterval(timer),
  };
}
