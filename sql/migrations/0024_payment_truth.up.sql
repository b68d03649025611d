-- Two more ends of an order, and what of an invoice's money went to its buyer's balance: every screen names it, so it stands
-- beside what was booked and is written in the same transaction. Locks: ACCESS EXCLUSIVE on orders while its rows are checked
-- anew and on invoices for the new column; the backfill reads the ledger by its index of links.
ALTER TABLE orders DROP CONSTRAINT orders_status_check, ADD CONSTRAINT orders_status_check CHECK (status IN ('created',
  'awaiting_payment', 'held', 'paid', 'underpaid', 'expired', 'failed', 'cancelled', 'replaced', 'refunded'));
ALTER TABLE invoices ADD COLUMN credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0); -- what of `booked` went to the buyer's balance

UPDATE invoices i SET credited = paid.credited
FROM (
  SELECT i.id, sum(e.amount)::bigint AS credited
  FROM invoices i JOIN orders o ON o.id = i.order_id
  CROSS JOIN LATERAL ledger.journals_of(i.id) AS link (journal_id)
  JOIN ledger.journals j ON j.journal_id = link.journal_id AND j.kind IN ('purchase', 'topup')
  JOIN ledger.entries e ON e.journal_id = j.journal_id AND e.account_id = ledger.user_account(o.user_id, 'wallet', i.asset)
  WHERE i.booked > 0 AND e.amount > 0 GROUP BY i.id
) paid
WHERE paid.id = i.id;
