import { AppError } from '../lib/index.ts';
import { sqlState } from '../platform/index.ts';
import { asRefusal } from '../proposals/index.ts';

/**
 * What the database refused about a refund, in our words; anything else as it is. It keeps the same rules as we do, and
 * speaks when a role or a state changed in the same moment.
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
