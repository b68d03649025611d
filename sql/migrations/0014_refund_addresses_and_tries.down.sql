ALTER TABLE refunds DROP COLUMN needs_person, DROP COLUMN next_try_at, DROP COLUMN failures;
DROP TABLE refund_addresses;
