import express, { type Express } from 'express';
import { isAlive } from '../health/index.ts';

/** The signs of life of this process, and the page on loopback that tells of them. */
export interface Pulse {
  /** A sign of life was given. */
  beat(): void;
  readonly site: Express;
}

/**
 * Answers 200 while this very process does its work, else 503: its event loop turns, or there is no answer at all, and its
 * last sign of life got through to PostgreSQL. For the container's own check, which a worker has no other port for.
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
