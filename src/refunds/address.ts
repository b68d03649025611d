import { createHash } from 'node:crypto';
import { AppError, cleanAddress, DAY_MS, isAddress } from '../lib/index.ts';
import { KeyRing, type Context, type Tx } from '../platform/index.ts';
import { stopListed } from './listedAddress.ts';
import { rememberAddress, takeBackAddress, waitsFor } from './knownAddresses.ts';
import { openAddress } from './openAddress.ts';
import { lockRefund, moveRefund, noteOnRefund, tellUser } from './move.ts';
import { queueExecution } from './open.ts';
import { canStop, takesAddress } from './states.ts';
import { withoutAddress, type Refund, type StoredRefund } from './types.ts';

/** How long a changed address waits: long enough for the true owner of an account to notice and stop it. */
export const ADDRESS_WAIT_MS = DAY_MS;

/** An address as it is shown to the user before the user confirms it. `code` names exactly this address. */
export interface Candidate {
  readonly refund: Refund;
  readonly address: string;
  readonly code: string;
  /** The user named another wallet before, and no coins have gone to this one yet, so it waits for a day. */
  readonly waits: boolean;
}

/**
 * Takes an address that the user typed, to show it back. Nothing is sent to it before {@link confirmAddress}.
 * Errors: REFUND_UNKNOWN, REFUND_STATE, ADDRESS_INVALID with `network`.
 */
export function proposeAddress(
  context: Context,
  input: { userId: bigint; refundId: string; address: string },
): Promise<Candidate> {
  return context.db.tx(async (tx) => {
    const refund = await lockOwn(tx, input);
    requireTakesAddress(refund);
    const address = cleanAddress(input.address);
    const network = refund.network ?? '';
    if (!isAddress(network, address)) throw new AppError('ADDRESS_INVALID', { network });
    const after = await noteOnRefund(tx, refund, { candidateSealed: ring(context).encrypt(address) });
    return {
      refund: withoutAddress(after),
      address,
      code: codeOf(address),
      waits: await waitsFor(context, tx, refund, address),
    };
  });
}

/**
 * Confirms the address that was shown, and lets the refund go on: at once; after a day if it is a change ({@link
 * waitsFor}); or after a person has looked at it, if the wallet is on the block list. The user is told in the chat,
 * with a button that stops it. A second tap changes nothing.
 * Errors: REFUND_UNKNOWN, REFUND_STATE (also if another address was typed in the meantime).
 */
export function confirmAddress(
  context: Context,
  input: { userId: bigint; refundId: string; code: string },
): Promise<Refund> {
  return context.db.tx(async (tx) => {
    const refund = await lockOwn(tx, input);
    const confirmed = refund.addressSealed === null ? undefined : openAddress(context, refund.addressSealed);
    if (refund.status !== 'awaiting_address' && confirmed !== undefined && codeOf(confirmed) === input.code)
      return withoutAddress(refund);
    requireTakesAddress(refund);
    const address =
      refund.candidateSealed === null ? undefined : openAddress(context, refund.candidateSealed);
    if (address === undefined || codeOf(address) !== input.code)
      throw new AppError('REFUND_STATE', { status: refund.status, to: 'approved' });
    const now = context.clock.now();
    const waits = await waitsFor(context, tx, refund, address);
    const readyAt = waits ? new Date(now.getTime() + ADDRESS_WAIT_MS) : now;
    // To replace a confirmed address, first ask for an address again, so that the trail shows both.
    const open =
      refund.status === 'approved'
        ? await moveRefund(tx, refund, { to: 'awaiting_address', by: `user:${input.userId}` })
        : refund;
    const after = await moveRefund(tx, open, {
      to: 'approved',
      by: `user:${input.userId}`,
      remark: waits ? 'address confirmed; it is a change and waits' : 'address confirmed',
      addressSealed: refund.candidateSealed,
      candidateSealed: null,
      addressHint: hintOf(address),
      addressConfirmedAt: now,
      readyAt,
    });
    await rememberAddress(tx, after);
    const stopped = await stopListed(context, tx, after);
    if (stopped) return withoutAddress(stopped);
    await tellUser(tx, after, waits ? 'wait' : 'named');
    await queueExecution(tx, after);
    return withoutAddress(after);
  });
}

/**
 * Takes the confirmed address back, as long as no coins can have left. The refund waits for an address again, and an
 * address that was typed but not confirmed is forgotten. After that time, or a second time, nothing changes.
 * Errors: REFUND_UNKNOWN.
 */
export function stopAddress(
  context: Context,
  input: { userId: bigint; refundId: string },
): Promise<{ refund: Refund; isStopped: boolean }> {
  return context.db.tx(async (tx) => {
    const refund = await lockOwn(tx, input);
    if (!canStop(refund)) {
      const after =
        refund.candidateSealed === null ? refund : await noteOnRefund(tx, refund, { candidateSealed: null });
      return { refund: withoutAddress(after), isStopped: refund.status === 'awaiting_address' };
    }
    const after = await moveRefund(tx, refund, {
      to: 'awaiting_address',
      by: `user:${input.userId}`,
      remark: 'the user took the address back',
      addressSealed: null,
      candidateSealed: null,
      addressHint: null,
      addressConfirmedAt: null,
      readyAt: null,
    });
    await takeBackAddress(tx, refund.id, context.clock.now());
    await tellUser(tx, after, 'stopped');
    return { refund: withoutAddress(after), isStopped: true };
  });
}

/** "UQAbcd…wxyz": enough for a person to recognize it. */
function hintOf(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

function codeOf(address: string): string {
  return createHash('sha256').update(address, 'utf8').digest('hex').slice(0, 8);
}

/** Lock the user first, so that acts of one person on two devices, or with two refunds, happen one after the other. */
async function lockOwn(tx: Tx, input: { userId: bigint; refundId: string }): Promise<StoredRefund> {
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [input.userId]);
  const refund = await lockRefund(tx, input.refundId);
  if (refund.userId !== input.userId || refund.destination !== 'address')
    throw new AppError('REFUND_UNKNOWN');
  return refund;
}

function requireTakesAddress(refund: StoredRefund): void {
  if (!takesAddress(refund)) throw new AppError('REFUND_STATE', { status: refund.status, to: 'approved' });
}

function ring({ config }: Pick<Context, 'config'>): KeyRing {
  return new KeyRing(config.ENCRYPTION_KEYS);
}
