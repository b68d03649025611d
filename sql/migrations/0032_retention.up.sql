-- Retention: how long rows are kept, and their end.
--
--   retention_runs        one row for each table that is cleaned: when, how much, what had to stay
--   drop_old_partitions   drops whole months, for the application to call; refuses months that are too young
--   time_of_id            the time in an id
--   indexes               the raw webhooks and answers that are not emptied yet; hits by their age
--   provider_events       a raw webhook may lose its body and its IP address, and never change otherwise
--   alert_tells           messages about an alert end with it
--
-- Why a function: the application may not drop a table. The least ages are here too, so that neither a
-- changed variable nor a stolen password removes traces that are still needed.
-- Locks: provider_events, supplier_events, delivery_answers, fraud_hits and alert_tells, while their indexes
-- and the key are made.

CREATE TABLE retention_runs (
  name text PRIMARY KEY,
  cleaned_at timestamptz NOT NULL,
  removed bigint NOT NULL DEFAULT 0, -- since the first run
  last_removed bigint NOT NULL DEFAULT 0,
  -- What could not be removed though it is old enough: it is still needed, or the table was busy.
  held text NOT NULL DEFAULT ''
);

CREATE INDEX provider_events_raw ON provider_events (received_at) WHERE body <> '' OR ip IS NOT NULL;
CREATE INDEX supplier_events_raw ON supplier_events (received_at) WHERE body <> '';
CREATE INDEX delivery_answers_raw ON delivery_answers (at) WHERE raw <> '';

-- When an id (UUID version 7) was made.
CREATE FUNCTION time_of_id(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0);
CREATE INDEX fraud_hits_age ON fraud_hits (time_of_id(event_id));

ALTER TABLE alert_tells DROP CONSTRAINT alert_tells_alert_id_fkey,
  ADD CONSTRAINT alert_tells_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts (id) ON DELETE CASCADE;

DROP TRIGGER provider_events_fixed ON provider_events;
CREATE TRIGGER provider_events_fixed BEFORE UPDATE ON provider_events FOR EACH ROW
  WHEN (new.body <> '' OR new.ip IS NOT NULL
    OR to_jsonb(new) - '{body,ip}'::text[] IS DISTINCT FROM to_jsonb(old) - '{body,ip}'::text[])
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER provider_events_kept BEFORE DELETE OR TRUNCATE ON provider_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Drops the months of `parent` that ended before `before`. A month of the outbox with an unfinished job stays
-- whole. It waits one second for a lock at most, because writers queue behind it. Returns the names of the
-- months that were dropped and of those that had to stay.
CREATE FUNCTION drop_old_partitions(parent text, before timestamptz, OUT dropped text[], OUT held text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  -- The audit log is not here: it is kept for ever.
  least_days integer := CASE parent WHEN 'outbox' THEN 35 WHEN 'shown_errors' THEN 90
    WHEN 'security_events' THEN 365 WHEN 'fraud_events' THEN 365 END;
  part record;
  needed boolean;
BEGIN
  dropped := '{}';
  held := '{}';
  IF least_days IS NULL OR before > now() - make_interval(days => least_days) THEN
    RAISE EXCEPTION 'rows of % are kept for at least % days', parent, least_days USING ERRCODE = 'SB002';
  END IF;
  SET LOCAL lock_timeout = '1s';
  FOR part IN
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('public.%I', parent)::regclass AND c.relname ~ '_\d{4}_\d\d$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    ORDER BY c.relname
  LOOP
    needed := false;
    IF parent = 'outbox' THEN
      EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', part.name);
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE done_at IS NULL)', part.name) INTO needed;
    END IF;
    IF needed THEN
      held := held || part.name;
      CONTINUE;
    END IF;
    EXECUTE format('DROP TABLE public.%I', part.name);
    dropped := dropped || part.name;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION drop_old_partitions(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_old_partitions(text, timestamptz) TO starboard_app;

GRANT SELECT, INSERT, UPDATE ON retention_runs TO starboard_app;
GRANT SELECT ON retention_runs TO starboard_panel;
GRANT UPDATE (body, ip) ON provider_events TO starboard_app;
GRANT DELETE ON notifications, alerts, float_readings, supplier_quotes, sweeps, fraud_hits TO starboard_app;
