DROP TABLE outbox;
DROP FUNCTION outbox_notify();
DROP FUNCTION create_partitions_ahead();
DROP TABLE provider_event_results, provider_events, invoices;
