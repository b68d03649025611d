-- Refused by the constraints while releases or breaks of the new kind exist: the schema before cannot hold them.
ALTER TABLE breaks DROP CONSTRAINT breaks_class_check, ADD CONSTRAINT breaks_class_check CHECK (class IN ('missing_at_provider',
  'missing_with_us', 'amount', 'currency', 'status', 'duplicate', 'paid_not_delivered', 'delivered_not_paid'));
DROP VIEW suspense_postings;
DROP INDEX breaks_journal;
DROP FUNCTION ledger.house_movements, ledger.lock_original;
ALTER TABLE refunds DROP CONSTRAINT refunds_form, ADD CONSTRAINT refunds_form CHECK (CASE kind
  WHEN 'refund' THEN order_id IS NOT NULL AND original_id IS NOT NULL AND direction = 'credit'
    AND (destination = 'balance' OR (invoice_id IS NOT NULL AND network IS NOT NULL AND currency IS NOT NULL))
  ELSE destination = 'balance' AND original_id IS NULL AND stars = 0 AND bonus_stars = 0 END);
