import { newId } from '../lib/index.ts';
import type { InTx, Tx } from '../platform/index.ts';
import { evaluateIn } from './evaluate.ts';
import { raise, type Signal } from '../security/index.ts';
import { judgeOrSkip, restricts, rulesFor, type RuleVersion } from './judge.ts';
import { payerHashes } from './payers.ts';

/** A wallet that coins of a refund are to go to. */
export interface WalletUse {
  readonly userId: bigint;
  readonly refundId: string;
  readonly address: string;
  readonly asset: string;
  readonly amount: bigint;
  readonly correlationId: string | null;
}

/** Whether a rule that restricts a user found the wallet, and no person has let this refund go there since then. */
export async function isWalletListed(context: InTx, tx: Tx, use: WalletUse): Promise<boolean> {
  return (await hits(context, tx, use)).some(restricts);
}

/**
 * {@link isWalletListed} for a caller who is about to use the wallet: findings become flags, with their effect on the
 * user. Call it with the user locked.
 */
export async function guardWallet(context: InTx, tx: Tx, use: WalletUse): Promise<boolean> {
  const found = await hits(context, tx, use);
  if (found.length === 0) return false;
  const { address, refundId: subject, ...rest } = use;
  const hashes = payerHashes(context.config, address);
  await evaluateIn(context, tx, await raise(tx, { kind: 'address', ...rest, subject, payerHashes: hashes }));
  return found.some(restricts);
}

async function hits(context: InTx, tx: Tx, use: WalletUse): Promise<RuleVersion[]> {
  const { rows } = await tx.query<{ at: string }>('SELECT now()::text AS at');
  const signal: Signal = {
    id: newId(),
    at: rows[0]?.at ?? '',
    kind: 'address',
    userId: use.userId,
    subject: use.refundId,
    outcome: null,
    orderKind: null,
    asset: use.asset,
    amount: use.amount,
    payerHashes: payerHashes(context.config, use.address),
    stars: null,
    recipientHashes: [],
    ip: null,
    correlationId: use.correlationId,
  };
  const found: RuleVersion[] = [];
  for (const rule of await rulesFor(tx, signal))
    if ((await judgeOrSkip(context, tx, signal, rule)) && !(await isLetThrough(tx, signal, rule)))
      found.push(rule);
  return found;
}

/**
 * Hits of one user and rule share the open flag. So a person has let the wallet through for this refund if the rule's
 * flag was dismissed after the refund's own hit. This does not count if the wallet was put on the block list again
 * since then.
 */
const LET_THROUGH = `SELECT 1 FROM fraud_events e
  JOIN fraud_hits h ON h.event_id = e.id AND h.rule_id = $4
  JOIN fraud_flags f ON f.user_id = e.user_id AND f.rule_id = h.rule_id AND f.status = 'dismissed' AND f.decided_at > e.at
  WHERE e.kind = 'address' AND e.user_id = $1 AND e.subject = $2 AND e.payer_hashes && $3::text[]
    AND NOT EXISTS (SELECT FROM fraud_list_entries l
      WHERE l.list = 'block' AND l.payer_hash = ANY($3) AND l.created_at > f.decided_at) LIMIT 1`;

async function isLetThrough(tx: Tx, signal: Signal, { ruleId }: RuleVersion): Promise<boolean> {
  const { rows } = await tx.query(LET_THROUGH, [signal.userId, signal.subject, signal.payerHashes, ruleId]);
  return rows.length > 0;
}
