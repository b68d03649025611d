import { AppError, type ErrorCode } from '../lib/index.ts';
import { isDuplicate, SQL_STATE, sqlState } from '../platform/index.ts';

/** The error code for each SQLSTATE of the ledger's functions. Other errors are not changed. */
export const LEDGER_STATES: Readonly<Record<string, ErrorCode>> = {
  LG001: 'INSUFFICIENT_FUNDS',
  LG002: 'ACCOUNT_UNKNOWN',
  LG003: 'KEY_REUSED',
  LG004: 'ACCOUNT_FROZEN',
  LG005: 'LEDGER_AMOUNT_RANGE',
  LG006: 'JOURNAL_INVALID',
  LG007: 'REFUND_EXCEEDS_PAID',
  LG008: 'JOURNAL_UNKNOWN',
};

/**
 * Turns a refusal of the ledger into an AppError, with its DETAIL as data. If another transaction has just committed the
 * same journal, the error becomes 40001, and `db.tx` repeats the call. Any other error is not changed.
 */
export function ledgerError(error: unknown): unknown {
  if (isTwin(error))
    return Object.assign(new Error('posted a moment ago', { cause: error }), {
      code: SQL_STATE.serializationFailure,
    });
  const code = LEDGER_STATES[sqlState(error)];
  if (code === undefined || !(error instanceof Error)) return error;
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '{}';
  return refusal(code, JSON.parse(detail) as Record<string, string | number>, error);
}

/** The unique index on the keys refused a journal: another transaction has just posted it. */
export function isTwin(error: unknown): boolean {
  return isDuplicate(error, 'transfer_pkey');
}

/** A refusal with the ledger's own code and data. `need` and `have` are minor units as decimal text. */
export function refusal(code: ErrorCode, data: Record<string, string | number>, cause?: Error): AppError {
  return new AppError(code, data, cause ? { message: cause.message, cause } : {});
}
