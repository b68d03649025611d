import type { Context, InTx, Tx } from '../platform/index.ts';
import { raise } from '../security/index.ts';
import { evaluateIn } from './evaluate.ts';
import { restricts } from './judge.ts';
import { recipientHashes } from './payers.ts';
import { free } from './restrict.ts';
import type { Decided } from './review.ts';

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

const HOLDING = `event_kind = 'delivery' AND event_subject = $1 AND mode = 'live' AND effect <> 'note' AND status = 'open'`;

/** Whether a flag about this delivery, or the state of its user, still needs a person. */
export async function isDeliveryHeld(
  tx: Tx,
  { deliveryId, userId }: Pick<Sending, 'deliveryId' | 'userId'>,
): Promise<boolean> {
  const { rows } = await tx.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM fraud_flags WHERE ${HOLDING})
       OR NOT EXISTS (SELECT FROM users WHERE id = $2 AND status = 'active') AS held`,
    [deliveryId, userId],
  );
  return rows[0]?.held !== false;
}

/**
 * Decides the flags that hold a delivery when a person decides about the delivery itself. The decision also counts in
 * their precision. The caller has checked the right, and locks the delivery after this, as a decision on one flag does.
 */
export async function decideFlagsOf(tx: Tx, about: Decided): Promise<void> {
  const { rows } = await tx.query<{ userId: bigint | null }>(
    `UPDATE fraud_flags SET status = $2, decided_by = $3, decided_at = now(), note = $4 WHERE ${HOLDING}
     RETURNING user_id AS "userId"`,
    [about.deliveryId, about.decision, about.staffId, about.note],
  );
  const [{ userId } = { userId: null }] = rows;
  if (about.decision === 'dismissed' && userId !== null) await free(tx, userId);
}
