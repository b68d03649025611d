DROP TABLE provider_event_results, provider_events, invoices;
