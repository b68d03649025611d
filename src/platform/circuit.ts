/**
 * The state machine of the circuit breaker, as pure functions. `breaker.ts` runs the same machine inside Redis
 * (circuit.lua.ts), so that all processes share it. This one works while Redis does not answer. A test compares the two.
 *
 * closed --(threshold failures in a row)--> open --(recovery time)--> half_open --(good probes)--> closed
 *                                             ^--------(a bad probe)-----'
 */
export interface CircuitSettings {
  /** How many failures in a row open it. */
  threshold: number;
  /** After how many milliseconds an open circuit lets a probe through. */
  recoveryMs: number;
  /** How many good probes close it. It is also the number of probes that may run at once. */
  probes: number;
}

export type CircuitPhase = 'closed' | 'open' | 'half_open';

export interface Circuit {
  phase: CircuitPhase;
  failures: number;
  successes: number;
  /** Running probes. */
  probing: number;
  /** The time when it opened or let its latest probe through, in milliseconds since 1970. */
  since: number;
}

export const CLOSED: Circuit = { phase: 'closed', failures: 0, successes: 0, probing: 0, since: 0 };

/** Asks to make a call. Returns the next state and whether the call may go out. */
export function ask(
  circuit: Circuit,
  now: number,
  settings: CircuitSettings,
): { circuit: Circuit; allowed: boolean } {
  if (circuit.phase === 'closed') return { circuit, allowed: true };
  // If the clock was set back by an hour, the circuit must not stay open for that hour.
  const rested = Math.abs(now - circuit.since) >= settings.recoveryMs;
  if (circuit.phase === 'open') {
    if (!rested) return { circuit, allowed: false };
    return {
      circuit: { phase: 'half_open', failures: circuit.failures, successes: 0, probing: 1, since: now },
      allowed: true,
    };
  }
  // If the process of a probe died, the probe never reports. After the recovery time another probe gets its place.
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
