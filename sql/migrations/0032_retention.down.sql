-- Keeps everything for ever again. What was removed does not come back.

REVOKE DELETE ON notifications, alerts, float_readings, supplier_quotes, sweeps, fraud_hits
  FROM starboard_app;
REVOKE UPDATE (body, ip) ON provider_events FROM starboard_app;
DROP FUNCTION drop_old_partitions(text, timestamptz);
ALTER TABLE alert_tells DROP CONSTRAINT alert_tells_alert_id_fkey,
  ADD CONSTRAINT alert_tells_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts (id);
DROP TRIGGER provider_events_kept ON provider_events;
DROP TRIGGER provider_events_fixed ON provider_events;
CREATE TRIGGER provider_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP INDEX fraud_hits_age, delivery_answers_raw, supplier_events_raw, provider_events_raw;
DROP FUNCTION time_of_id(uuid);
DROP TABLE retention_runs;
