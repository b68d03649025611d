import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { lockRefund, moveRefund, tellUser } from './move.ts';

/**
 * Refusals that say that the money may not move: by the ledger, or because its user does not exist. Any other error is
 * trouble that may pass.
 */
const REFUSALS: Readonly<Record<string, string>> = {
  INSUFFICIENT_FUNDS: 'REFUND_VALUE_SPENT',
  REFUND_EXCEEDS_PAID: 'REFUND_EXCEEDS_PAID',
  ACCOUNT_FROZEN: 'ACCOUNT_FROZEN',
  ACCOUNT_UNKNOWN: 'ACCOUNT_UNKNOWN',
  JOURNAL_UNKNOWN: 'JOURNAL_UNKNOWN',
  LEDGER_AMOUNT_RANGE: 'LEDGER_AMOUNT_RANGE',
  USER_UNKNOWN: 'USER_UNKNOWN',
};

/** Runs a step that moves money. If the ledger does not allow it, the refund fails and a person decides. */
export async function failing<T>(
  context: Context,
  refundId: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof AppError ? REFUSALS[error.code] : undefined;
    if (code === undefined) throw error;
    await context.db.tx(async (tx) => {
      const refund = await lockRefund(tx, refundId);
      if (refund.status !== 'approved') return;
      const after = await moveRefund(tx, refund, {
        to: 'failed',
        by: 'system',
        error: code,
        attempts: refund.attempts + 1,
      });
      await tellUser(tx, after, 'failed');
    });
    context.log.warn({ refundId, code, err: error }, 'the ledger refused a refund');
    return undefined;
  }
}
