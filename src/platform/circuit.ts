/**
 * The circuit breaker's machine, pure. `breaker.ts` runs the same machine inside Redis (circuit.lua.ts), so that
 * all processes share it; this one serves while Redis is away. A test holds the two against each other.
 *
 * closed --(threshold failures in a row)--> open --(recovery time)--> half_open --(good probes)--> closed
 *                                             ^--------(a bad probe)-----'
 */
export interface CircuitSettings {
  /** Failures in a row that open it. */
  threshold: number;
  /** Milliseconds until an open circuit lets a probe through. */
  recoveryMs: number;
  /** Good probes that close it; also how many probes may be under way at once. */
  probes: number;
}

export type CircuitPhase = 'closed' | 'open' | 'half_open';

export interface Circuit {
  phase: CircuitPhase;
  failures: number;
  successes: number;
  /** Probes under way. */
  probing: number;
  /** When it opened, or let its latest probe through: milliseconds since 1970. */
  since: number;
}

export const CLOSED: Circuit = { phase: 'closed', failures: 0, successes: 0, probing: 0, since: 0 };

/** Asks to make a call: gives the next state and whether the call may go out. */
export function ask(
  circuit: Circuit,
  now: number,
  settings: CircuitSettings,
): { circuit: Circuit; allowed: boolean } {
  if (circuit.phase === 'closed') return { circuit, allowed: true };
  // A clock that was set back must not keep it open for as long as it was set back.
  const rested = Math.abs(now - circuit.since) >= settings.recoveryMs;
  if (circuit.phase === 'open') {
    if (!rested) return { circuit, allowed: false };
    return {
      circuit: { phase: 'half_open', failures: circuit.failures, successes: 0, probing: 1, since: now },
      allowed: true,
    };
  }
  // A probe whose process died never reports; after the recovery time its place is given to another.
  if (rested) return { circuit: { ...circuit, probing: 1, since: now }, allowed: true };
  if (circuit.probing >= settings.probes - circuit.successes) return { circuit, allowed: false };
  return { circuit: { ...circuit, probing: circuit.probing + 1, since: now }, allowed: true };
}

export function succeed(circuit: Circuit, settings: CircuitSettings): Circuit {
  if (circuit.phase === 'closed') return circuit.failures === 0 ? circuit : CLOSED;
  if (circuit.phase === 'open') return circuit;
  const successes = circuit.successes + 1;
  if (successes >= settings.probes) return CLOSED;
  return { ...circuit, successes, probing: Math.max(0, circuit.probing - 1) };
}

export function fail(circuit: Circuit, now: number, settings: CircuitSettings): Circuit {
  const failures = circuit.failures + 1;
  if (circuit.phase === 'open') return circuit;
  const opens = circuit.phase === 'half_open' || failures >= settings.threshold;
  return opens ? { phase: 'open', failures, successes: 0, probing: 0, since: now } : { ...circuit, failures };
}
