DROP VIEW suspense_postings;
DROP TABLE refund_addresses, refund_events, refunds, refund_transitions, refund_limits;
DROP FUNCTION refund_recorded(), refund_changed(), refund_requested();
