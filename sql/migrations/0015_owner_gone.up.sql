-- Money that comes for somebody who deleted the account lies in suspense, and is a break of its own until it is claimed.
-- Locks: ACCESS EXCLUSIVE on breaks while its rows are checked anew, which is short: it holds what people decide about.
ALTER TABLE breaks DROP CONSTRAINT breaks_class_check, ADD CONSTRAINT breaks_class_check CHECK (class IN ('missing_at_provider',
  'missing_with_us', 'amount', 'currency', 'status', 'duplicate', 'paid_not_delivered', 'delivered_not_paid', 'unreadable', 'owner_gone'));
