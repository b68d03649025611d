-- Refused by the constraint while breaks of the new kind exist: the schema before cannot hold them.
ALTER TABLE breaks DROP CONSTRAINT breaks_class_check, ADD CONSTRAINT breaks_class_check CHECK (class IN ('missing_at_provider',
  'missing_with_us', 'amount', 'currency', 'status', 'duplicate', 'paid_not_delivered', 'delivered_not_paid', 'unreadable'));
