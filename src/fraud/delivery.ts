import type { Context, InTx, Tx } from '../platform/index.ts';
import { raise } from '../security/index.ts';
import { evaluateIn } from './evaluate.ts';
import { restricts } from './judge.ts';
import { recipientHashes } from './payers.ts';

/** A delivery of stars to a Telegram account, before it is sent. */
export interface Sending {
  readonly userId: bigint;
  readonly deliveryId: string;
  readonly stars: number;
  /** Lower case, without `@`. Only its keyed hashes are kept. */
  readonly recipient: string;
  readonly isSelf: boolean;
  readonly soldFor: bigint | null;
  readonly correlationId: string | null;
}

/**
 * Records that stars are to go to an account, and checks every rule about it. Returns the rule that holds the delivery,
 * if there is one; its flag names the delivery. Call it with the user locked, in the transaction that sets the stars
 * aside. Sent stars do not come back, so an error of a rule stops the transaction and lets nothing through.
 */
export async function guardDelivery(
  context: InTx & Pick<Context, 'config'>,
  tx: Tx,
  sending: Sending,
): Promise<string | undefined> {
  const { deliveryId: subject, recipient, isSelf, soldFor: amount, userId, stars, correlationId } = sending;
  const hashes = recipientHashes(context.config, recipient);
  // With this lock, deliveries to one account at the same moment see each other.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [hashes[0]]);
  const signalId = await raise(tx, {
    kind: 'delivery',
    userId,
    subject,
    outcome: isSelf ? 'self' : 'other',
    asset: context.config.PAYMENT_ASSET,
    amount,
    stars,
    recipientHashes: hashes,
    correlationId,
  });
  const findings = await evaluateIn(context, tx, signalId);
  return findings.find(({ rule }) => restricts(rule))?.rule.ruleId;
}
