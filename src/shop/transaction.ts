import { linkedJournals, type UserAccount } from '../ledger/index.ts';
import { isUuid } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { ONE_JOURNAL, ONE_ORDER, readOne, type Transaction } from './history.ts';
import { findOrder } from './findOrders.ts';
import type { Order } from './types.ts';

/** One change of a user's account. `amount` is signed, in minor units of `asset`. */
export interface Movement {
  readonly journalId: string;
  readonly journalKind: string;
  readonly account: UserAccount;
  readonly asset: string;
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  readonly at: Date;
}

/** What the user may know about the invoice of an order. Amounts are minor units of its asset. */
export interface InvoiceFacts {
  readonly id: string;
  readonly providerUuid: string | null;
  readonly status: string;
  readonly url: string | null;
  readonly asset: string;
  readonly amount: bigint;
  readonly received: bigint;
  readonly fee: bigint;
  readonly expiresAt: Date | null;
  /** Id of the payment on its chain, if the provider reported it. */
  readonly txid: string | null;
  readonly network: string | null;
}

/** All details of one line of the history. */
export interface TransactionDetail {
  readonly transaction: Transaction;
  readonly order: Order | undefined;
  readonly invoice: InvoiceFacts | undefined;
  /** The changes of the user's accounts so far, oldest first, with refunds of the order. */
  readonly movements: readonly Movement[];
}

/** An order of this user, or a journal that touches this user's accounts; undefined for anything else. */
export async function findTransaction(
  context: Context,
  input: { userId: bigint; id: string },
): Promise<TransactionDetail | undefined> {
  if (!isUuid(input.id)) return undefined;
  const { db } = context;
  const order = await findOrder(context, input.id, input.userId);
  const line = order && (await readOne(context, ONE_ORDER, input));
  if (order && line) {
    const journals = new Set(await linkedJournals(db, order.id));
    if (order.journalId !== null) journals.add(order.journalId);
    return {
      transaction: line,
      order,
      invoice: await findInvoice(db, order.id),
      movements: await readMovements(db, input.userId, [...journals]),
    };
  }
  const transaction = await readOne(context, ONE_JOURNAL, input);
  if (!transaction) return undefined;
  return {
    transaction,
    order:
      transaction.orderId === null ? undefined : await findOrder(context, transaction.orderId, input.userId),
    invoice: undefined,
    movements: await readMovements(db, input.userId, [transaction.id]),
  };
}

async function findInvoice(db: Queryable, orderId: string): Promise<InvoiceFacts | undefined> {
  const { rows } = await db.query<InvoiceFacts>(
    `SELECT id, provider_uuid AS "providerUuid", status, url, asset, amount, received, fee, expires_at AS "expiresAt",
       facts ->> 'txid' AS txid, facts ->> 'network' AS network
     FROM invoices WHERE order_id = $1`,
    [orderId],
  );
  return rows[0];
}

async function readMovements(
  db: Queryable,
  userId: bigint,
  journalIds: readonly string[],
): Promise<Movement[]> {
  if (journalIds.length === 0) return [];
  const { rows } = await db.query<Movement>(
    `SELECT e.journal_id AS "journalId", j.kind AS "journalKind", a.kind AS account, a.asset, e.amount,
       e.balance_after AS "balanceAfter", e.recorded_at AS at
     FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id JOIN ledger.journals j ON j.journal_id = e.journal_id
     WHERE e.journal_id = ANY($2::uuid[]) AND a.user_id = $1 ORDER BY e.position, e.seq`,
    [userId, journalIds],
  );
  return rows;
}
