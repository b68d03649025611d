ALTER TABLE invoices DROP COLUMN refund_asked_at;
DROP TABLE refund_events, refunds, refund_transitions, refund_limits;
DROP FUNCTION refund_requested(), refund_changed(), refund_recorded();
