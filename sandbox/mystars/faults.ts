import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../shared/index.ts';
import { capped, Failure, forbidden, unavailable } from './failure.ts';

/** The effect of a fault: whether the endpoint acts, and what the caller gets instead of its answer. */
const FAULTS: Readonly<
  Record<string, { acts: boolean; answer: 'none' | 'reset' | 'error' | 'html' | 'broken' | 'own' }>
> = {
  silence: { acts: false, answer: 'none' },
  silenceAfter: { acts: true, answer: 'none' },
  reset: { acts: false, answer: 'reset' },
  resetAfter: { acts: true, answer: 'reset' },
  error500: { acts: false, answer: 'error' },
  error500After: { acts: true, answer: 'error' },
  html: { acts: false, answer: 'html' },
  htmlAfter: { acts: true, answer: 'html' },
  broken: { acts: true, answer: 'broken' },
  unavailable: { acts: false, answer: 'own' },
  suspended: { acts: false, answer: 'own' },
  tooMany: { acts: false, answer: 'own' },
  capped: { acts: false, answer: 'own' },
  slow: { acts: true, answer: 'own' },
  odd: { acts: true, answer: 'own' },
  indeterminate: { acts: true, answer: 'own' },
  wrongName: { acts: true, answer: 'own' },
  webhookFirst: { acts: true, answer: 'own' },
};
export const MYSTARS_FAULTS = Object.keys(FAULTS);

export function planOf(fault: Fault | undefined) {
  return (fault && FAULTS[fault.kind]) ?? { acts: true, answer: 'own' as const };
}

/** Faults that happen before the endpoint acts. Errors: Failure. */
export async function before(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'slow') await sleep(fault.ms ?? 1000, undefined, { ref: false });
  if (fault?.kind === 'unavailable') throw unavailable(fault.description ?? 'try again later');
  if (fault?.kind === 'suspended') throw forbidden('the tenant is suspended');
  if (fault?.kind === 'capped') throw capped(fault.description ?? 'the cap of the day is reached');
  if (fault?.kind === 'tooMany') {
    const seconds = String(fault.retryAfter ?? 1);
    const body = { error: { code: 'rate_limited', message: 'Too many requests' } };
    throw new Failure(429, body, { 'Retry-After': seconds, 'RateLimit-Reset': seconds });
  }
}

/** `odd`: the fields of its `value` replace the true ones in the answer. */
export function distort(body: unknown, fault: Fault | undefined): unknown {
  if (fault?.kind !== 'odd' || typeof body !== 'object') return body;
  return { ...body, ...(JSON.parse(fault.value ?? '{}') as Record<string, unknown>) };
}
