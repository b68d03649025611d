import type { Fault } from '../shared/index.ts';
import type { Desk } from './money.ts';
import type { Body } from './validation.ts';

/** One call of an endpoint with a right signature. */
export interface Request {
  desk: Desk;
  body: Body;
  query: Readonly<Record<string, unknown>>;
  fault: Fault | undefined;
}
