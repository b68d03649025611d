import type { ErrorCode } from '../../../lib/index.ts';
import type { Pair } from '../pair.ts';

/** The words for staff when something is refused, by code. `{name}` is a value of the error. */
export type ErrorWords = Readonly<Partial<Record<ErrorCode, Pair>>>;
