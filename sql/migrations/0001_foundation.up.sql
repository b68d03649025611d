-- Roles, schemas, and the month partitions that growing tables share.
-- Roles belong to the whole cluster, so they may exist already; `down` leaves them for the other databases.
SELECT pg_advisory_xact_lock(hashtext('starboard roles'));
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'starboard_app') THEN CREATE ROLE starboard_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'starboard_panel') THEN CREATE ROLE starboard_panel NOLOGIN; END IF;
  -- The log-in that migrates takes these roles per session where there is no log-in of their own.
  EXECUTE format('GRANT starboard_app, starboard_panel TO %I', current_user);
END
$$;

CREATE SCHEMA ledger;
GRANT USAGE ON SCHEMA ledger TO starboard_app, starboard_panel;
GRANT USAGE ON SCHEMA public TO starboard_app, starboard_panel;

-- Creates the partitions of `parent` for the month of `from_day` and the `months` after it. Repeating it is harmless.
CREATE FUNCTION create_month_partitions(parent regclass, from_day date, months integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  start_day date := date_trunc('month', from_day);
BEGIN
  FOR i IN 0..months LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      (SELECT relname FROM pg_class WHERE oid = parent) || to_char(start_day + make_interval(months => i), '_YYYY_MM'),
      parent, start_day + make_interval(months => i), start_day + make_interval(months => i + 1));
  END LOOP;
END
$$;

-- For tables whose rows are facts: any UPDATE, DELETE or TRUNCATE is refused, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'SB001';
END
$$;
