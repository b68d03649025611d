import type { Fault } from '../shared/index.ts';
import type { Budget } from './budgets.ts';
import { badRequest } from './failure.ts';
import type { Desk } from './life.ts';

/** One call of an endpoint with a right key. */
export interface Call {
  desk: Desk;
  /** The body byte for byte. */
  raw: Buffer;
  query: Readonly<Record<string, unknown>>;
  /** The order in the path. */
  id: string;
  key: string | undefined;
  fault: Fault | undefined;
}

export interface Reply {
  status: number;
  body: unknown;
}

export interface Endpoint {
  method: 'get' | 'post';
  path: string;
  /** The name in faults and in the list of calls. */
  target: string;
  budgets: readonly Budget[];
  run: (call: Call) => Reply | Promise<Reply>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });

/** Errors: Failure 400 (not a JSON object). */
export function readBody(raw: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(raw.toString('utf8')) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw badRequest('the body must be a JSON object');
}
