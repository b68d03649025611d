import type { Queryable } from '../platform/index.ts';
import { STAR } from './assets.ts';
import type { JournalHead, TransferLine, UserBalances } from './types.ts';

/** Returns the balances of a user, zero for accounts that are not open. `wallet` and `hold` are in `asset`, the rest in STAR. */
export async function userBalances(q: Queryable, userId: bigint, asset = 'TON'): Promise<UserBalances> {
  const { rows } = await q.query<UserBalances>(
    `SELECT coalesce(sum(balance) FILTER (WHERE kind = 'wallet'), 0)::bigint AS wallet,
       coalesce(sum(balance) FILTER (WHERE kind = 'stars'), 0)::bigint AS stars,
       coalesce(sum(balance) FILTER (WHERE kind = 'hold'), 0)::bigint AS hold,
       coalesce(sum(balance) FILTER (WHERE kind = 'delivery'), 0)::bigint AS delivery
     FROM ledger.balances
     WHERE account_id IN (ledger.user_account($1, 'wallet', $2), ledger.user_account($1, 'hold', $2),
       ledger.user_account($1, 'stars', $3), ledger.user_account($1, 'delivery', $3))`,
    [userId, asset, STAR],
  );
  return rows[0] ?? { wallet: 0n, stars: 0n, hold: 0n, delivery: 0n };
}

/** Returns the header of a journal, or undefined. */
export async function findJournal(q: Queryable, journalId: string): Promise<JournalHead | undefined> {
  const { rows } = await q.query<JournalHead>(
    `SELECT journal_id AS "journalId", kind, reason, actor, recorded_at AS "recordedAt", effective_at AS "effectiveAt",
       order_id AS "orderId", invoice_id AS "invoiceId", refund_id AS "refundId", ticket_id AS "ticketId",
       original_id AS "originalId", correlation, position
     FROM ledger.journals WHERE journal_id = $1`,
    [journalId],
  );
  return rows[0];
}

/** Returns the movements of a journal in order, with the names of their accounts. Empty for an unknown journal. */
export async function journalLines(q: Queryable, journalId: string): Promise<TransferLine[]> {
  const { rows } = await q.query<TransferLine>(
    `SELECT t.line, d.name AS debit, c.name AS credit, t.debit AS "debitId", t.credit AS "creditId", d.asset, t.amount,
       t.debit_after AS "debitAfter", t.credit_after AS "creditAfter", t.debit_seq AS "debitSeq", t.credit_seq AS "creditSeq"
     FROM ledger.transfers t JOIN ledger.accounts d ON d.id = t.debit JOIN ledger.accounts c ON c.id = t.credit
     WHERE t.journal_id = $1 ORDER BY t.line`,
    [journalId],
  );
  return rows;
}

/** Returns the journals that name this order, invoice, refund or ticket, or that refund or reverse this journal, oldest first. */
export async function linkedJournals(q: Queryable, id: string): Promise<string[]> {
  const { rows } = await q.query<{ journalId: string }>(
    `SELECT j.journal_id AS "journalId" FROM ledger.journals j
     WHERE j.journal_id = ANY (ARRAY(SELECT ledger.journals_of($1))) ORDER BY j.position`,
    [id],
  );
  return rows.map((row) => row.journalId);
}
