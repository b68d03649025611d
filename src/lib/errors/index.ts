import { ACCESS_ERRORS } from './access.ts';
import { INPUT_ERRORS } from './input.ts';
import { LEDGER_ERRORS } from './ledger.ts';
import { MONEY_ERRORS } from './money.ts';
import { PRICE_ERRORS } from './prices.ts';
import { REFUND_ERRORS } from './refunds.ts';
import { REVIEW_ERRORS } from './review.ts';
import { SUPPORT_ERRORS } from './support.ts';
import { SYSTEM_ERRORS } from './system.ts';
import type { ErrorKind, ErrorSpec, UserCategory } from './spec.ts';

export type { UserCategory };

/** Every error code; `docs/errors.md` is kept equal to this table by a test. */
export const ERRORS = {
  ...INPUT_ERRORS,
  ...ACCESS_ERRORS,
  ...LEDGER_ERRORS,
  ...MONEY_ERRORS,
  ...PRICE_ERRORS,
  ...REFUND_ERRORS,
  ...REVIEW_ERRORS,
  ...SUPPORT_ERRORS,
  ...SYSTEM_ERRORS,
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a code from {@link ERRORS}. `data` may be shown; `message` and `cause` are for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    data: Record<string, string | number> = {},
    options: { message?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? ERRORS[code].when, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind;
  }
}

/** Any thrown thing as an AppError: what is not ours becomes INTERNAL and keeps its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', {}, { message, cause: thrown });
}
