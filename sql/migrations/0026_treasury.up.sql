-- Treasury: what lies where, what a star costs, and whether what is sold can be bought.
--
--   float_readings        what each place holds for us, as it was read there
--   supply_state          whether selling goes on, by the last look
--   supply_events         every time that selling stopped or went on
--   quoted_star_cost      what a star costs at a supplier, by its newest quotes
--   trigger               supply_recorded
--
-- Why the stop is no switch: people switch `sell` off and on, and this must not undo what they decided.
-- Locks: none that wait; the tables are new, and supplier_quotes gets an index while it is small.

-- One row while the figure stays the same, for an hour at most.
CREATE TABLE float_readings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  place text NOT NULL CHECK (place IN ('heleket', 'ton_wallet', 'istar')),
  asset text NOT NULL,
  amount bigint NOT NULL, -- minor units
  at timestamptz NOT NULL, -- seen first
  seen_at timestamptz NOT NULL -- and last
);
CREATE INDEX float_readings_latest ON float_readings (place, asset, at DESC);

CREATE TABLE supply_state (
  id boolean PRIMARY KEY DEFAULT true CHECK (id), -- there is one row
  stopped boolean NOT NULL DEFAULT false,
  -- `covered`, `short`: by the figures. `blind`: they could not be read. `unknown`: nothing to measure by.
  why text NOT NULL DEFAULT 'unknown' CHECK (why IN ('covered', 'short', 'blind', 'unknown')),
  supplier text,
  asset text,
  held bigint, -- what there is to buy stars with; minor units
  star_cost bigint, -- minor units
  waiting bigint NOT NULL DEFAULT 0, -- stars that are sold and not paid at the supplier
  reserve bigint NOT NULL DEFAULT 0, -- stars
  needed bigint,
  blind_since timestamptz, -- first look in a row that lacked a figure
  quoted_at timestamptz, -- the supplier told its prices last
  looked_at timestamptz,
  looks bigint NOT NULL DEFAULT 0, -- so many were written; one that began before the last is repeated
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO supply_state DEFAULT VALUES;

CREATE TABLE supply_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  stopped boolean NOT NULL,
  why text NOT NULL,
  supplier text,
  asset text,
  held bigint,
  needed bigint,
  waiting bigint NOT NULL
);
CREATE TRIGGER supply_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION supply_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO supply_events (stopped, why, supplier, asset, held, needed, waiting)
  VALUES (NEW.stopped, NEW.why, NEW.supplier, NEW.asset, NEW.held, NEW.needed, NEW.waiting);
  RETURN NULL;
END
$$;
CREATE TRIGGER supply_recorded AFTER UPDATE ON supply_state FOR EACH ROW
  WHEN (NEW.stopped IS DISTINCT FROM OLD.stopped) EXECUTE FUNCTION supply_recorded();

CREATE INDEX supplier_quotes_newest ON supplier_quotes (supplier, asset, at DESC);

-- What one star costs in a delivery of so many, rounded up: by the newest quote of the nearest size that is
-- not larger, since fewer stars cost more each. No row: the supplier never said. A size that is not asked for
-- any more is not looked at.
CREATE FUNCTION quoted_star_cost(of_supplier text, in_asset text, of_stars bigint)
RETURNS TABLE (star_cost bigint, at timestamptz)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH newest AS (
    SELECT DISTINCT ON (q.stars) q.stars, q.amount, q.at FROM supplier_quotes q
    WHERE q.supplier = of_supplier AND q.asset = in_asset AND q.at > (
      SELECT max(n.at) FROM supplier_quotes n WHERE n.supplier = of_supplier AND n.asset = in_asset)
        - interval '2 days'
    ORDER BY q.stars, q.at DESC, q.id DESC
  )
  SELECT ceil(n.amount::numeric / n.stars)::bigint, n.at FROM newest n
  ORDER BY n.stars <= of_stars DESC, abs(n.stars - of_stars) LIMIT 1
$$;

GRANT SELECT, INSERT ON float_readings TO starboard_app;
GRANT UPDATE (seen_at) ON float_readings TO starboard_app;
GRANT SELECT, UPDATE ON supply_state TO starboard_app;
GRANT SELECT ON supply_events TO starboard_app;
GRANT SELECT ON float_readings, supply_state, supply_events TO starboard_panel;
