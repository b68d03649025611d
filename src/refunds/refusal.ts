import { AppError } from '../lib/index.ts';
import { sqlState } from '../platform/index.ts';
import { asRefusal } from '../proposals/index.ts';

/**
 * Translates a refusal of the database about a refund into our error; returns any other error unchanged. The database
 * has the same rules as our code. It refuses if a role or a state changed at the same moment.
 */
export function refusalOf(error: unknown): unknown {
  const cause = { cause: error };
  switch (sqlState(error)) {
    case 'RF001':
      return new AppError('REFUND_NOT_ALLOWED', {}, cause);
    case 'RF002':
      return new AppError('REFUND_STATE', {}, cause);
    default:
      return asRefusal(error);
  }
}
