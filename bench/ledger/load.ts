import type pg from 'pg';

/** The result of one workload. */
export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * One caller in a closed loop. It does the work once and returns the number of transfers or calls that it counts for.
 */
export type Caller = () => Promise<number>;

/** Runs all callers side by side for `ms`. Each starts again as soon as it is done. */
export async function measure(callers: readonly Caller[], ms: number): Promise<Measured> {
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + ms;
  let done = 0;
  await Promise.all(
    callers.map(async (call) => {
      for (let now = performance.now(); now < end;) {
        const weight = await call();
        done += weight;
        const later = performance.now();
        latencies.push(later - now);
        now = later;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: done / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Joins the slices of one run. */
export function together(slices: readonly Measured[]): Measured {
  const middle = (read: (measured: Measured) => number): number =>
    slices.map(read).toSorted((a, b) => a - b)[Math.floor(slices.length / 2)] ?? 0;
  return {
    perSecond: slices.reduce((sum, { perSecond }) => sum + perSecond, 0) / slices.length,
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
  };
}

/** Opens `count` connections. The server has a process of its own for each. */
export async function connections(connect: () => Promise<pg.Client>, count: number): Promise<pg.Client[]> {
  return Promise.all(Array.from({ length: count }, connect));
}
