DROP INDEX login_attempts_locked;
DROP TABLE alert_tells, alert_codes, alert_receivers, alert_silences, alerts;
DROP FUNCTION tell_alerts;
