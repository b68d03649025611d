import { setTimeout as sleep } from 'node:timers/promises';
import { outage } from '../platform/index.ts';
import { readSchedules, type HealthApp } from '../health/index.ts';
import { MINUTE_MS } from '../lib/index.ts';
import { lookAfterAlerts } from './look.ts';
import { sendTell, type SendAlert } from './send.ts';
import { overdueTells } from './tells.ts';

const EVERY_MS = 30_000;
/** The schedule runs every minute. After so long without a run, other processes look in its place. */
const LATE_MS = 2.5 * MINUTE_MS;
/** A message that its job has not sent by then is sent without a job. */
const UNSENT_MS = MINUTE_MS;

/**
 * Looks and tells in place of the schedule and its jobs while they do not run: Redis is away, no worker lives, or a queue
 * is paused. Nobody would hear about that otherwise. Returns what was done.
 */
export async function standIn(
  app: HealthApp,
  send: SendAlert,
  uptimeMs = Infinity,
): Promise<{ looked: boolean; told: number }> {
  const schedule = (await readSchedules(app)).find(({ name }) => name === 'alerts.look');
  const idleMs = schedule ? schedule.idleSeconds * 1000 : Infinity;
  // A process that has just started gives the schedule time to begin.
  const looked = idleMs > LATE_MS && uptimeMs > LATE_MS;
  if (looked) await lookAfterAlerts(app);
  const overdue = await overdueTells(app, UNSENT_MS);
  // A message that another process sends at this moment is not ours.
  for (const id of overdue) await sendTell(app, id, send).catch(() => undefined);
  return { looked, told: overdue.length };
}

/** Does so every half a minute in this process. Returns the function that ends it. */
export function startStandIn(app: HealthApp, send: SendAlert): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const started = performance.now();
  const loop = async (): Promise<void> => {
    for (;;) {
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const failure = await standIn(app, send, performance.now() - started).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (failure) outage(app.log, 'the look at alerts').failed(failure.error);
      else outage(app.log, 'the look at alerts').well();
    }
  };
  const running = loop();
  return async () => {
    stop.abort();
    await running;
  };
}
