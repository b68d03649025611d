import { guardWallet, isWalletListed, type WalletUse } from '../fraud/index.ts';
import { AppError } from '../lib/index.ts';
import type { InTx, Tx } from '../platform/index.ts';
import { moveRefund, tellUser } from './move.ts';
import { openAddress } from './openAddress.ts';
import type { StoredRefund } from './types.ts';

/**
 * Stops an approved refund if a fraud rule found its wallet (the block list). It fails before the provider hears of it,
 * a flag waits for a person, and the user is told that the address is being checked. Returns undefined if it may go on.
 * Call it with the user locked.
 */
export async function stopListed(
  context: InTx,
  tx: Tx,
  refund: StoredRefund,
): Promise<StoredRefund | undefined> {
  if (!(await guardWallet(context, tx, useOf(context, refund)))) return undefined;
  const stopped = await moveRefund(tx, refund, {
    to: 'failed',
    by: 'system',
    error: 'REFUND_ADDRESS_LISTED',
  });
  await tellUser(tx, stopped, 'review');
  return stopped;
}

/** Sending again does not decide about the wallet; the decision about its flag does. Errors: REFUND_ADDRESS_LISTED. */
export async function requireUnlisted(context: InTx, tx: Tx, refund: StoredRefund): Promise<void> {
  if (refund.error === 'REFUND_ADDRESS_LISTED' && (await isWalletListed(context, tx, useOf(context, refund))))
    throw new AppError('REFUND_ADDRESS_LISTED');
}

function useOf(context: InTx, refund: StoredRefund): WalletUse {
  const { id: refundId, userId, asset, amount, correlationId } = refund;
  const address = openAddress(context, refund.addressSealed);
  return { refundId, userId, asset, amount, correlationId, address };
}
