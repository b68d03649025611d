-- The base for everything else.
--
--   roles starboard_app, starboard_panel   the application, and the pages of the back office that only read
--   schema ledger                          the money; everything else is in "public"
--   create_month_partitions                makes the monthly partitions of a growing table
--   create_partitions_ahead                the same for every such table, for the application to call
--   refuse_change                          a trigger for tables whose rows are facts
--   age_of                                 the age of something, in steps for people
--
-- Why two roles: if a role may not do something, a mistake in the code cannot do it either
-- (docs/adr/0009-database-roles.md).
-- Locks: one advisory lock, because databases of one cluster share their roles.

-- Roles belong to the whole cluster, so they may exist already. `down` leaves them for the other databases.
SELECT pg_advisory_xact_lock(hashtext('starboard roles'));
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'starboard_app')
    THEN CREATE ROLE starboard_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'starboard_panel')
    THEN CREATE ROLE starboard_panel NOLOGIN; END IF;
  -- If these roles have no database user of their own, the user that migrates takes them for each session.
  EXECUTE format('GRANT starboard_app, starboard_panel TO %I', current_user);
END
$$;

CREATE SCHEMA ledger;
GRANT USAGE ON SCHEMA ledger TO starboard_app, starboard_panel;
GRANT USAGE ON SCHEMA public TO starboard_app, starboard_panel;

-- Makes the partitions of `parent` for the month of `from_day` and the `months` after it. It is safe to
-- repeat. A month may have no partition: nobody ran this for months, or a clock jumped. Its rows must not be
-- refused, because a payment may depend on them. They wait in the partition `_rest` and move to their month
-- when its partition is made.
CREATE FUNCTION create_month_partitions(parent regclass, from_day date, months integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent_name text := (SELECT relname FROM pg_class WHERE oid = parent);
  start_day date := date_trunc('month', from_day);
  rest text := parent_name || '_rest';
  waiting boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('starboard partitions'));
  IF to_regclass(format('public.%I', rest)) IS NOT NULL THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', rest) INTO waiting;
  END IF;
  IF waiting THEN
    EXECUTE format('ALTER TABLE %s DETACH PARTITION public.%I', parent, rest);
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', rest, rest || '_moving');
  END IF;
  FOR i IN 0..months LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      parent_name || to_char(start_day + make_interval(months => i), '_YYYY_MM'),
      parent, start_day + make_interval(months => i), start_day + make_interval(months => i + 1));
  END LOOP;
  EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s DEFAULT', rest, parent);
  IF waiting THEN
    EXECUTE format('INSERT INTO %s SELECT * FROM public.%I', parent, rest || '_moving');
    EXECUTE format('DROP TABLE public.%I', rest || '_moving');
  END IF;
END
$$;

-- Makes the partitions of the next months for every table that is partitioned by month. The application may
-- not create tables, but it may call this.
CREATE FUNCTION create_partitions_ahead() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent regclass;
BEGIN
  FOR parent IN SELECT oid FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace LOOP
    PERFORM create_month_partitions(parent, current_date, 3);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION create_partitions_ahead() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION create_partitions_ahead() TO starboard_app;

-- The age of something, in steps for people.
CREATE FUNCTION age_of(since timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN
  CASE WHEN now() - since < interval '1 hour' THEN '0-1 h'
    WHEN now() - since < interval '24 hours' THEN '1-24 h'
    WHEN now() - since < interval '3 days' THEN '1-3 d'
    ELSE 'older' END;

-- For tables whose rows are facts: refuses every UPDATE, DELETE and TRUNCATE, from the owner too.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'SB001';
END
$$;
