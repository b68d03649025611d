DROP TABLE outbox;
DROP FUNCTION outbox_notify();
DROP TABLE provider_event_results, provider_events, invoices;
