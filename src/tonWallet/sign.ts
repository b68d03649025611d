import type { Tx } from '../platform/index.ts';
import type { Wallet } from './cells.ts';
import { look, type Look } from './look.ts';
import { noteMade, unknownTransactions } from './madeBefore.ts';
import {
  lockWallet,
  readPayments,
  updatePayments,
  type OnPaymentMoved,
  type SignedPayment,
} from './payment.ts';
import { LEAST_TIME_MS } from './settle.ts';
import type { TonContext } from './ton.ts';

/** For this long a message may land. */
const VALID_MS = 120_000;
/** A transfer costs less than half of this, also the first one, which creates the contract. */
const GAS = 10_000_000n;
/** This stays in the wallet, for its rent. */
const KEPT = 20_000_000n;

/**
 * Signs the next wanted payment that the wallet can pay, if nothing else is outstanding. The message is committed and
 * not sent.
 * Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function signNext(
  context: TonContext,
  wallet: Wallet,
  onMoved: OnPaymentMoved,
): Promise<SignedPayment | undefined> {
  const chain = await look(context, wallet.address);
  if (!chain.isInSync) return undefined;
  const unknown = await unknownTransactions(context, wallet, chain);
  return context.db.tx(async (tx) => {
    await lockWallet(tx, wallet.address);
    if (!(await isFree(tx, wallet, chain))) return undefined;
    await noteMade(tx, unknown, onMoved);
    return signOne(tx, wallet, chain);
  });
}

/** Whether nothing is outstanding, nothing waits for a person, and the node knows all that we know. */
async function isFree(tx: Tx, { address }: Wallet, { seqno }: Look): Promise<boolean> {
  const { rows } = await tx.query<{ isFree: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM ton_payments WHERE wallet = $1
       AND (state IN ('signed', 'stuck') OR (state = 'seen' AND seqno >= $2))) AS "isFree"`,
    [address, seqno],
  );
  return rows[0]?.isFree === true;
}

async function signOne(tx: Tx, wallet: Wallet, chain: Look): Promise<SignedPayment | undefined> {
  const covered = chain.balance - GAS - KEPT;
  await updatePayments(
    tx,
    { set: `reason = 'funds'`, where: `state = 'wanted' AND amount > $1 AND reason <> 'funds'` },
    [covered],
  );
  const [next] = await readPayments(
    tx,
    `state = 'wanted' AND amount <= $1 AND not_after > $2 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [covered, new Date(chain.at.getTime() + LEAST_TIME_MS)],
  );
  if (!next) return undefined;
  const until = Math.min(chain.at.getTime() + VALID_MS, next.notAfter.getTime());
  const order = {
    seqno: chain.seqno,
    validUntil: new Date(Math.floor(until / 1000) * 1000),
    to: next.toAddress,
    amount: next.amount,
    memo: next.memo,
  };
  const { boc, bodyHash } = wallet.sign(order);
  const set = `state = 'signed', reason = '', wallet = $2, seqno = $3, valid_until = $4, after_lt = $5, boc = $6,
    body_hash = $7`;
  const values = [
    next.id,
    wallet.address,
    order.seqno,
    order.validUntil,
    chain.last?.lt ?? 0n,
    boc,
    bodyHash,
  ];
  return (await updatePayments<SignedPayment>(tx, { set, where: 'id = $1' }, values))[0];
}
