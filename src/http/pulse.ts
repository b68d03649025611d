import express, { type Express } from 'express';
import { isAlive } from '../health/index.ts';

/** The signs of life of this process, and the loopback page that shows them. */
export interface Pulse {
  /** Call it at each sign of life. */
  beat(): void;
  readonly site: Express;
}

/**
 * Answers 200 while this process does its work: its event loop runs and its last sign of life reached PostgreSQL.
 * Otherwise 503, or no answer at all. It is for the container's own check, because a worker has no other port.
 */
export function createPulse(now: () => number = () => performance.now()): Pulse {
  let last = -Infinity;
  const site = express();
  site.disable('x-powered-by');
  site.use((_request, response) => {
    const ok = isAlive(now() - last);
    response.status(ok ? 200 : 503).json({ ok });
  });
  return { beat: () => void (last = now()), site };
}
