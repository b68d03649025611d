import type { Queryable } from '../platform/index.ts';
import { look, transactionsAfter } from './look.ts';
import { lockWallet } from './payment.ts';
import type { TonContext } from './ton.ts';

/** A transfer that came in; addresses in raw form, the amount in nanoton. */
export interface Incoming {
  readonly txHash: string;
  readonly wallet: string;
  /** Grows from one to the next. */
  readonly lt: bigint;
  readonly fromAddress: string;
  readonly amount: bigint;
  /** Empty if there is none. */
  readonly comment: string;
  readonly at: Date;
}

/**
 * Stores the transfers that came in since the last time, each once. The first look at a wallet only remembers the
 * present place on the chain. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function collectIncoming(context: TonContext): Promise<void> {
  const { db, ton } = context;
  // A wallet is watched only after the first payment or question about it.
  if (!ton.isConfigured || (await db.one('SELECT FROM ton_wallets LIMIT 1')) === undefined) return;
  const { address } = await ton.wallet();
  const { last } = await look(context, address);
  const known = await db.one<{ lt: bigint }>('SELECT incoming_lt AS lt FROM ton_wallets WHERE address = $1', [
    address,
  ]);
  if (!last || !known || last.lt <= known.lt) return;
  const found = await transactionsAfter(ton.chain, address, { afterLt: known.lt, last });
  const rows = found.flatMap(({ hash, lt, at, incoming }) =>
    incoming && incoming.amount > 0n ? [{ hash, lt, at, ...incoming }] : [],
  );
  await db.tx(async (tx) => {
    const { incomingLt } = await lockWallet(tx, address);
    // Another worker was faster. All transfers up to a cursor are stored before it moves, because readers rely on it.
    if (incomingLt !== known.lt) return;
    await tx.query(
      `INSERT INTO ton_incoming (tx_hash, wallet, lt, from_address, amount, comment, at)
       SELECT hash, $1, lt, sender, amount, comment, at
       FROM unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[])
         AS row (hash, lt, sender, amount, comment, at)`,
      [
        address,
        rows.map(({ hash }) => hash),
        rows.map(({ lt }) => lt),
        rows.map(({ from }) => from),
        rows.map(({ amount }) => amount),
        rows.map(({ comment }) => comment),
        rows.map(({ at }) => at),
      ],
    );
    await tx.query('UPDATE ton_wallets SET incoming_lt = $2, updated_at = now() WHERE address = $1', [
      address,
      last.lt,
    ]);
  });
}

/** Transfers after a logical time, oldest first. For the next page use the `lt` of the last one. */
export async function findIncoming(
  { db }: { readonly db: Queryable },
  { sinceLt, limit = 100 }: { readonly sinceLt: bigint; readonly limit?: number },
): Promise<Incoming[]> {
  const { rows } = await db.query<Incoming>(
    `SELECT tx_hash AS "txHash", wallet, lt, from_address AS "fromAddress", amount, comment, at
     FROM ton_incoming WHERE lt > $1 ORDER BY lt LIMIT $2`,
    [sinceLt, limit],
  );
  return rows;
}
