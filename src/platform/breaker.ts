import { AppError, createBatcher } from '../lib/index.ts';
import {
  ask,
  CLOSED,
  fail,
  succeed,
  type Circuit,
  type CircuitPhase,
  type CircuitSettings,
} from './circuit.ts';
import { CIRCUIT_SCRIPT } from './circuit.lua.ts';
import type { Context } from './context.ts';
import { timer } from './meter.ts';

export interface BreakerState {
  name: string;
  phase: CircuitPhase;
  failures: number;
  /** The time when an open circuit lets the next probe through. */
  retryAt: Date | undefined;
  /** False while Redis does not answer and this process decides alone. */
  shared: boolean;
}

/**
 * Stops calls to a failing service, for all processes at once.
 * While the circuit is open, `run` throws CIRCUIT_OPEN without a call. An error counts against the service if
 * `isFailure` is true for it (a refused request is an answer, not a failure).
 */
export interface Breaker {
  readonly name: string;
  run<T>(work: () => Promise<T>): Promise<T>;
  state(): Promise<BreakerState>;
  reset(): Promise<void>;
}

type Event = 'ask' | 'succeed' | 'fail';
type Reply = [
  allowed: number,
  phase: CircuitPhase,
  failures: number,
  successes: number,
  since: number,
  before: CircuitPhase,
];
type Answer = { allowed: boolean; circuit: Pick<Circuit, 'phase' | 'failures' | 'since'>; shared: boolean };

/** The services with a breaker, by name. The back office, metrics and health use the same names. */
export const BREAKER_NAMES = ['heleket', 'telegram', 'mystars', 'istar', 'ton'] as const;
export type BreakerName = (typeof BREAKER_NAMES)[number];

const noteCall = timer(
  {
    name: 'starboard_call_seconds',
    help: 'Calls to services: ok, refused (an answer too), failed, or open (not called, because the circuit is open)',
    labels: { service: BREAKER_NAMES, result: ['ok', 'refused', 'failed', 'open'] },
  },
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
);

export function breakerKey(context: Pick<Context, 'config'>, name: string): string {
  return `${context.config.REDIS_PREFIX}:circuit:${name}`;
}

export function createBreaker(
  context: Context,
  name: BreakerName,
  isFailure: (error: unknown) => boolean,
): Breaker {
  const { config, redis, clock, log } = context;
  const settings: CircuitSettings = {
    threshold: config.CIRCUIT_BREAKER_FAILURE_THRESHOLD,
    recoveryMs: config.CIRCUIT_BREAKER_RECOVERY_TIMEOUT * 1000,
    probes: config.CIRCUIT_BREAKER_SUCCESS_THRESHOLD,
  };
  const key = breakerKey(context, name);
  let local: Circuit = CLOSED;
  /** The time since when Redis accepts no events. It does not answer, or it is read-only, and then its state is old. */
  let aloneSince: number | undefined;

  // Calls that begin or end at the same moment ask Redis once.
  const step = createBatcher(
    async (events: readonly Event[]): Promise<Answer[]> => {
      const now = clock.now().getTime();
      try {
        const { threshold, recoveryMs, probes } = settings;
        const args = [now, threshold, recoveryMs, probes, ...events];
        const replies = (await redis.eval(CIRCUIT_SCRIPT, 1, key, ...args)) as Reply[];
        aloneSince = undefined;
        return replies.map(([allowed, phase, failures, , since, before]) => {
          if (phase !== before)
            log.warn({ circuit: name, from: before, to: phase, failures }, 'circuit changed');
          return { allowed: allowed === 1, circuit: { phase, failures, since }, shared: true };
        });
      } catch {
        aloneSince = now;
        return events.map((event) => ({ ...stepLocally(event, now), shared: false }));
      }
    },
    { most: 100, atOnce: 4 },
  );
  const stepLocally = (event: Event, now: number): Omit<Answer, 'shared'> => {
    if (event === 'ask') {
      const asked = ask(local, now, settings);
      local = asked.circuit;
      return asked;
    }
    local = event === 'succeed' ? succeed(local, settings) : fail(local, now, settings);
    return { allowed: true, circuit: local };
  };
  const read = async (): Promise<Answer> => {
    try {
      const isAlone = aloneSince !== undefined && clock.now().getTime() - aloneSince < settings.recoveryMs;
      if (isAlone) return { allowed: true, circuit: local, shared: false };
      const [phase, failures, since] = await redis.hmget(key, 'phase', 'failures', 'since');
      return {
        allowed: true,
        circuit: {
          phase: (phase ?? 'closed') as CircuitPhase,
          failures: Number(failures ?? 0),
          since: Number(since ?? 0),
        },
        shared: true,
      };
    } catch {
      return { allowed: true, circuit: local, shared: false };
    }
  };

  return {
    name,
    run: async (work) => {
      const started = performance.now();
      const note = (result: string): void => noteCall({ service: name, result }, performance.now() - started);
      if (config.CIRCUIT_BREAKER_ENABLED && !(await step('ask')).allowed) {
        note('open');
        throw new AppError('CIRCUIT_OPEN', { service: name });
      }
      const end = async (event: Event): Promise<void> => {
        if (config.CIRCUIT_BREAKER_ENABLED) await step(event);
      };
      try {
        const result = await work();
        note('ok');
        await end('succeed');
        return result;
      } catch (error) {
        const isFault = isFailure(error);
        note(isFault ? 'failed' : 'refused');
        await end(isFault ? 'fail' : 'succeed');
        throw error;
      }
    },
    state: async () => {
      const { circuit, shared } = await read();
      const retryAt = circuit.phase === 'open' ? new Date(circuit.since + settings.recoveryMs) : undefined;
      return { name, phase: circuit.phase, failures: circuit.failures, retryAt, shared };
    },
    reset: async () => {
      local = CLOSED;
      aloneSince = undefined;
      await redis.del(key);
    },
  };
}
