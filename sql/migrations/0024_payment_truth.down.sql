-- The schema before knows no order that was given up: it has ended unpaid.
ALTER TABLE invoices DROP COLUMN credited;
UPDATE orders SET status = 'expired' WHERE status IN ('cancelled', 'replaced');
ALTER TABLE orders DROP CONSTRAINT orders_status_check, ADD CONSTRAINT orders_status_check CHECK (status IN ('created',
  'awaiting_payment', 'held', 'paid', 'underpaid', 'expired', 'failed', 'refunded'));
