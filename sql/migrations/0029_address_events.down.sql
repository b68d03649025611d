-- Events of the kind that goes away stay as history.
ALTER TABLE fraud_events DROP CONSTRAINT fraud_events_kind_check;
ALTER TABLE fraud_events ADD CONSTRAINT fraud_events_kind_check
  CHECK (kind IN ('invoice', 'payment', 'purchase', 'refund', 'block', 'forgery')) NOT VALID;
