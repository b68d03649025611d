-- Changes of prices: the only way to add a version to the price lists.
--
--   price_changes, price_change_events   requested changes of prices, and every state of them
--   price_at, price_concerns             the version in force; why one person may not set a price alone
--   lock_price, may_set_prices           one decision at a time; who may decide
--   publish_price                        writes the version
--   triggers                             price_change_made, price_change_changed, price_change_recorded
--
-- Why here as well as in the code: this rule protects the shop's money from one person
-- (docs/adr/0020-prices-and-the-second-person.md).
-- SQLSTATE PR001: this person, or one person alone, may not do it; PR002: not allowed in this state; PR003:
-- the column is fixed; PR004: its time is over; PR005: since the request another version came into force or
-- was published.
-- Locks: the row of the package (for the price of one star an advisory lock) during a decision about it.

------------------------------------------------------------ tables

-- One requested change of a price. Its author may edit it while it is a draft.
CREATE TABLE price_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  package_id bigint REFERENCES packages, -- NULL: the price of one star
  status text NOT NULL DEFAULT 'draft'
    CHECK (status IN ('draft', 'waiting', 'published', 'rejected', 'cancelled')),
  asset text NOT NULL,
  price bigint NOT NULL CHECK (price > 0), -- minor units
  list_price bigint NOT NULL CHECK (list_price >= price),
  bonus_stars integer NOT NULL CHECK (bonus_stars BETWEEN 0 AND 1000000),
  valid_from timestamptz, -- NULL: as soon as it may
  valid_until timestamptz, -- NULL: until another one follows
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  -- A second click finds the first change.
  request_key text NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200),
  requested_by bigint NOT NULL REFERENCES staff,
  star_cost bigint CHECK (star_cost >= 0), -- what a star cost the shop at the last look; NULL: not known
  concerns jsonb NOT NULL DEFAULT '[]', -- why one person may not decide this, at the last look
  basis_id bigint, -- the version that was in force when it was asked for
  basis_newest bigint, -- the newest version then, scheduled ones among them
  decided_by bigint REFERENCES staff,
  price_id bigint UNIQUE, -- the version that it became
  changed_by bigint NOT NULL REFERENCES staff,
  remark text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (valid_until > valid_from),
  CHECK (package_id IS NOT NULL OR (bonus_stars = 0 AND list_price = price)),
  CONSTRAINT price_changes_two_people CHECK (decided_by <> requested_by),
  CONSTRAINT price_changes_approved CHECK (status <> 'published' OR concerns = '[]'
    OR decided_by IS NOT NULL),
  CONSTRAINT price_changes_published CHECK ((status = 'published') = (price_id IS NOT NULL))
);
CREATE INDEX price_changes_package ON price_changes (package_id, id);
CREATE INDEX price_changes_status ON price_changes (status, id);

-- Every state of a change, for ever. A trigger writes it.
CREATE TABLE price_change_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  change_id bigint NOT NULL REFERENCES price_changes,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  staff_id bigint NOT NULL REFERENCES staff,
  to_status text NOT NULL,
  remark text NOT NULL DEFAULT ''
);
CREATE INDEX price_change_events_change ON price_change_events (change_id, id);
CREATE TRIGGER price_change_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON price_change_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------ what a price is compared with

-- The version in force at a moment, as known now.
CREATE FUNCTION price_at(of_package bigint, in_asset text, moment timestamptz) RETURNS SETOF price_versions
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM price_versions v
  WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
    AND v.valid_from <= moment AND (v.valid_until IS NULL OR v.valid_until > moment)
  ORDER BY v.valid_from DESC, v.id DESC LIMIT 1
$$;

-- Why one person may not set a price alone. No row: one person may. The price and the price of a delivered
-- star (with the bonus counted) may differ by 15 %, up or down, from:
-- - `now`: the version in force;
-- - `follows`: the version before it;
-- - `next`, `after`: versions after it, or the version that its end brings back;
-- - `anchor`: the last version that two people agreed to, so that many small steps gain nothing.
--
-- `new`: there is nothing to compare with. `cost`: a star would be sold for less than it costs.
CREATE FUNCTION price_concerns(of_package bigint, in_asset text, new_price bigint, new_bonus integer,
  starts timestamptz, ends timestamptz, star_cost bigint)
RETURNS TABLE (kind text, price_id bigint, price_percent numeric, star_percent numeric)
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH asked AS MATERIALIZED (
    -- The wall clock, because this transaction may have waited for the one that published the current
    -- version.
    SELECT t.now, greatest(starts, t.now) AS at,
      coalesce((SELECT p.stars FROM packages p WHERE p.id = of_package), 1) + new_bonus AS stars
    FROM (SELECT clock_timestamp() AS now) t
  ), benchmark AS (
    SELECT 1 AS rank, 'now' AS kind, v.* FROM asked, price_at(of_package, in_asset, asked.now) v
    UNION ALL SELECT 2, 'follows', v.* FROM asked, price_at(of_package, in_asset, asked.at) v
    UNION ALL SELECT 3, 'next', v.* FROM asked, price_versions v
      WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
        AND v.valid_from > asked.at AND (ends IS NULL OR v.valid_from < ends)
    UNION ALL SELECT 4, 'after', v.* FROM price_at(of_package, in_asset, ends) v
    UNION ALL SELECT 5, 'anchor', a.* FROM (
      SELECT v.* FROM asked, price_versions v
      WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
        AND v.is_anchor AND v.valid_from <= asked.at
      ORDER BY v.valid_from DESC, v.id DESC LIMIT 1) a
  ), measured AS (
    SELECT DISTINCT ON (b.id) b.rank, b.kind, b.id,
      (new_price - b.price)::numeric * 100 / b.price AS by_price,
      (new_price::numeric * (b.stars + b.bonus_stars) - b.price::numeric * asked.stars) * 100
        / (b.price::numeric * asked.stars) AS by_star
    FROM benchmark b, asked ORDER BY b.id, b.rank
  ), found AS (
    SELECT m.rank, m.kind, m.id, m.by_price, m.by_star FROM measured m
    WHERE abs(m.by_price) > 15 OR abs(m.by_star) > 15
    UNION ALL SELECT 0, 'new', NULL, NULL, NULL
    WHERE NOT EXISTS (SELECT FROM benchmark b WHERE b.kind IN ('now', 'follows', 'anchor'))
    UNION ALL SELECT 6, 'cost', NULL, NULL, NULL FROM asked
    WHERE new_price < star_cost::numeric * asked.stars
  )
  -- Rounded away from zero, so that a value over the limit is never shown as the limit.
  SELECT f.kind, f.id, sign(f.by_price) * ceil(abs(f.by_price) * 10) / 10,
    sign(f.by_star) * ceil(abs(f.by_star) * 10) / 10
  FROM found f ORDER BY f.rank, f.id
$$;

------------------------------------------------------------ who may do what, and in which order

-- Allows one decision at a time for each price. So the compared prices do not change in the meantime, and
-- version numbers have no gaps and no duplicates.
CREATE FUNCTION lock_price(of_package bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF of_package IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('star_prices'));
  ELSE
    PERFORM FROM packages WHERE id = of_package FOR UPDATE;
  END IF;
END
$$;

CREATE FUNCTION may_set_prices(person bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff WHERE id = person AND role = 'admin' AND disabled_at IS NULL)
$$;

CREATE FUNCTION price_change_made() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT may_set_prices(NEW.requested_by) THEN
    RAISE EXCEPTION 'this person may not change prices' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.status <> 'draft' OR NEW.decided_by IS NOT NULL OR NEW.changed_by <> NEW.requested_by THEN
    RAISE EXCEPTION 'a change of price starts as a draft of its author' USING ERRCODE = 'PR002';
  END IF;
  NEW.created_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER price_changes_made BEFORE INSERT ON price_changes
  FOR EACH ROW EXECUTE FUNCTION price_change_made();

CREATE FUNCTION publish_price(change price_changes) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  published bigint;
  -- No version starts before its decision, however long it waited.
  starts timestamptz := greatest(change.valid_from, clock_timestamp());
  anchor boolean := change.decided_by IS NOT NULL AND change.valid_until IS NULL;
BEGIN
  IF change.package_id IS NULL THEN
    INSERT INTO star_prices (asset, price, valid_from, valid_until,
      reason, created_by, approved_by, is_anchor)
    VALUES (change.asset, change.price, starts, change.valid_until,
      change.reason, change.requested_by, change.decided_by, anchor)
    RETURNING id INTO published;
  ELSE
    INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars,
      valid_from, valid_until, reason, created_by, approved_by, is_anchor)
    SELECT change.package_id, coalesce(max(version), 0) + 1, change.asset, change.price, change.list_price,
      change.bonus_stars, starts, change.valid_until,
      change.reason, change.requested_by, change.decided_by, anchor
    FROM package_prices WHERE package_id = change.package_id
    RETURNING id INTO published;
  END IF;
  RETURN published;
END
$$;

CREATE FUNCTION price_change_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  in_force bigint;
  newest bigint;
BEGIN
  IF (NEW.id, NEW.package_id, NEW.asset, NEW.requested_by, NEW.request_key, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.package_id, OLD.asset, OLD.requested_by, OLD.request_key, OLD.created_at)
    OR (OLD.status, NEW.status) <> ('draft', 'draft') AND
      (NEW.price, NEW.list_price, NEW.bonus_stars, NEW.valid_from, NEW.valid_until, NEW.reason)
      IS DISTINCT FROM
      (OLD.price, OLD.list_price, OLD.bonus_stars, OLD.valid_from, OLD.valid_until, OLD.reason) THEN
    RAISE EXCEPTION 'this is fixed once a change of price was asked for' USING ERRCODE = 'PR003';
  END IF;
  IF (OLD.status, NEW.status) NOT IN (
      ('draft', 'draft'), ('draft', 'waiting'), ('draft', 'published'), ('draft', 'cancelled'),
      ('waiting', 'published'), ('waiting', 'rejected'), ('waiting', 'cancelled')) THEN
    RAISE EXCEPTION 'a change of price that is % does not become %', OLD.status, NEW.status
      USING ERRCODE = 'PR002';
  END IF;
  -- Only its author may change a draft. Anybody else would be a second author without a name.
  IF OLD.status = 'draft' AND NEW.changed_by <> OLD.requested_by OR NOT may_set_prices(NEW.changed_by) THEN
    RAISE EXCEPTION 'this person may not do this' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.decided_by IS DISTINCT FROM
    (CASE WHEN OLD.status = 'waiting' AND NEW.status IN ('published', 'rejected')
      THEN NEW.changed_by END) THEN
    RAISE EXCEPTION 'who decides is who does it' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.status IN ('waiting', 'published') THEN
    PERFORM lock_price(NEW.package_id);
    IF NEW.valid_until <= clock_timestamp() THEN
      RAISE EXCEPTION 'the time of this price is over' USING ERRCODE = 'PR004';
    END IF;
    SELECT id INTO in_force FROM price_at(NEW.package_id, NEW.asset, clock_timestamp());
    SELECT max(id) INTO newest FROM price_versions WHERE package_id IS NOT DISTINCT FROM NEW.package_id;
    NEW.concerns := coalesce((
      SELECT jsonb_agg(to_jsonb(c)) FROM price_concerns(NEW.package_id, NEW.asset, NEW.price, NEW.bonus_stars,
        NEW.valid_from, NEW.valid_until, NEW.star_cost) c
    ), '[]');
    IF OLD.status = 'waiting' THEN
      IF (in_force, newest) IS DISTINCT FROM (OLD.basis_id, OLD.basis_newest) THEN
        RAISE EXCEPTION 'another version came since this was asked for' USING ERRCODE = 'PR005';
      END IF;
    ELSIF NEW.status = 'published' AND NEW.concerns <> '[]' THEN
      RAISE EXCEPTION 'one person may not decide this' USING ERRCODE = 'PR001';
    END IF;
    NEW.basis_id := in_force;
    NEW.basis_newest := newest;
    IF NEW.status = 'published' THEN
      NEW.price_id := publish_price(NEW);
    END IF;
  END IF;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER price_changes_changed BEFORE UPDATE ON price_changes
  FOR EACH ROW EXECUTE FUNCTION price_change_changed();

CREATE FUNCTION price_change_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO price_change_events (change_id, staff_id, to_status, remark)
  VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.remark);
  RETURN NULL;
END
$$;
CREATE TRIGGER price_changes_recorded AFTER INSERT OR UPDATE ON price_changes
  FOR EACH ROW EXECUTE FUNCTION price_change_recorded();

REVOKE EXECUTE ON FUNCTION publish_price(price_changes) FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON price_changes TO starboard_app;
GRANT SELECT ON price_change_events TO starboard_app;
GRANT SELECT ON price_changes, price_change_events TO starboard_panel;
