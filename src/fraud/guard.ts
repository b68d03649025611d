import { AppError, newId } from '../lib/index.ts';
import { type Context, hasState, type InTx, type Tx } from '../platform/index.ts';
import { evaluateIn } from './evaluate.ts';
import { raise, type Signal, type NewSignal } from '../security/index.ts';
import { judgeOrSkip, restricts, rulesFor } from './judge.ts';

/** A purchase waits about this long for its rules. If they are slower, the job judges it later. */
const STATEMENT_MS = 200;
const BUDGET_MS = 500;

type Purchase = Omit<Extract<NewSignal, { kind: 'purchase' }>, 'kind' | 'outcome'>;

/**
 * Checks the live rules that review or block, before value leaves the shop. On a hit the attempt is recorded and
 * flagged, the user is restricted, and the purchase is refused. Invoices are not checked here, because money that was
 * paid is always credited.
 * Errors: USER_UNDER_REVIEW, USER_BLOCKED.
 */
export async function guardPurchase(context: Context, purchase: Purchase): Promise<void> {
  if (!(await wouldHit(context, purchase))) return;
  const status = await context.db.tx(async (tx) => {
    const signalId = await raise(tx, { ...purchase, kind: 'purchase', outcome: 'refused' });
    await evaluateIn(context, tx, signalId);
    const { rows } = await tx.query<{ status: string }>('SELECT status FROM users WHERE id = $1', [
      purchase.userId,
    ]);
    return rows[0]?.status;
  });
  if (status === 'blocked') throw new AppError('USER_BLOCKED');
  if (status === 'under_review') throw new AppError('USER_UNDER_REVIEW');
}

async function wouldHit(context: Context, purchase: Purchase): Promise<boolean> {
  try {
    return await context.db.tx((tx) => anyHit(context, tx, purchase));
  } catch (error) {
    // Buyers do not wait for a slow rule.
    if (!hasState(error, 'tookTooLong')) throw error;
    context.log.warn(
      { err: error, correlationId: purchase.correlationId },
      'a fraud rule took too long, so a purchase goes on without it',
    );
    return false;
  }
}

async function anyHit(context: InTx, tx: Tx, purchase: Purchase): Promise<boolean> {
  const started = performance.now();
  const { rows } = await tx.query<{ at: string }>(
    `SELECT now()::text AS at, set_config('statement_timeout', '${STATEMENT_MS}ms', true)`,
  );
  const signal: Signal = {
    ...purchase,
    id: newId(),
    at: rows[0]?.at ?? '',
    kind: 'purchase',
    outcome: 'bought',
    payerHashes: [],
    stars: null,
    recipientHashes: [],
    ip: null,
    correlationId: purchase.correlationId ?? null,
  };
  const rules = (await rulesFor(tx, signal)).filter(restricts);
  for (const rule of rules) {
    if (performance.now() - started > BUDGET_MS) {
      context.log.warn(
        { correlationId: signal.correlationId },
        'the fraud rules took too long, so a purchase goes on without the last of them',
      );
      return false;
    }
    if (await judgeOrSkip(context, tx, signal, rule)) return true;
  }
  return false;
}
