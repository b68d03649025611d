-- Treasury: what lies where, what a star costs, and whether what is sold can be bought.
--
--   float_readings        what each place holds for us, as it was read there
--   supply_state          whether selling goes on, by the last look
--   supply_events         every time that selling stopped or went on
--   quoted_star_cost      what a star costs at a supplier, by its newest quotes
--   treasury_bookings     money that moved outside and was written down, by rule or by people
--   booking_needs_second  whether one person may write it down alone
--   triggers              supply_recorded, booking_checked
--
-- Why the stop is no switch: people switch `sell` off and on, and this must not undo what they decided.
-- SQLSTATE SP002: this takes a second person; SP004: this person may not do it.
-- Locks: none that wait; the tables are new, and supplier_quotes and deliveries get an index while they are
-- small. A booking locks the limit of its role, so that those of one day are counted one after another.

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

------------------------------------------------------------ what is written down

-- Limits of bookings by hand, beside those of refunds and adjustments.
ALTER TABLE refund_limits DROP CONSTRAINT refund_limits_kind_check;
ALTER TABLE refund_limits ADD CONSTRAINT refund_limits_kind_check
  CHECK (kind IN ('refund', 'adjustment', 'booking'));
INSERT INTO refund_limits (kind, role, request_up_to, approval_above, can_approve)
SELECT 'booking', r.role, r.up_to, round(r.above * 10::numeric ^ c.exponent), r.approves
FROM shop_coin c, (VALUES ('support', 0, 0, false), ('finance', NULL, 100, true), ('admin', 0, 0, true),
  ('auditor', 0, 0, false)) r (role, up_to, above, approves);

CREATE TABLE treasury_bookings (
  -- What moved. The journal has the same key, so each movement is booked once.
  key text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  -- `funding`: between places of the house. `return`: a supplier gave the price of an order back. `known`: it
  -- was booked before, and nothing is posted.
  kind text NOT NULL CHECK (kind IN ('funding', 'return', 'known')),
  from_place text, -- of a funding
  to_place text,
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0), -- minor units
  tx_hash text UNIQUE REFERENCES ton_incoming, -- the transfer that came in, if it is about one
  delivery_id uuid REFERENCES deliveries, -- of a return
  remark text NOT NULL CHECK (length(remark) BETWEEN 1 AND 1000),
  booked_by bigint REFERENCES staff, -- NULL: by rule
  approved_by bigint REFERENCES staff, -- NULL: nobody was needed, or the operator approved
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT treasury_bookings_funding CHECK ((kind = 'funding') = (num_nonnulls(from_place, to_place) = 2)),
  CONSTRAINT treasury_bookings_return CHECK ((kind = 'return') = (delivery_id IS NOT NULL)),
  -- The amount may have any owner if only a person names it.
  CONSTRAINT treasury_bookings_ruled CHECK (booked_by IS NOT NULL OR kind = 'return' AND tx_hash IS NOT NULL)
);
CREATE INDEX treasury_bookings_delivery ON treasury_bookings (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX treasury_bookings_person ON treasury_bookings (booked_by, created_at);
CREATE TRIGGER treasury_bookings_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON treasury_bookings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Deliveries whose price a supplier may still give back.
CREATE INDEX deliveries_owed ON deliveries (id) WHERE status = 'failed' AND paid_at IS NOT NULL;

-- Whether a person may not book this alone: with what the same person booked alone within 24 hours it is
-- above the limit of the role, or it is not in the shop's coin, in which limits are counted.
CREATE FUNCTION booking_needs_second(person bigint, in_asset text, of_amount bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT in_asset <> (SELECT code FROM shop_coin) OR of_amount
    + (SELECT coalesce(sum(amount), 0) FROM treasury_bookings WHERE booked_by = person AND asset = in_asset
        AND approved_by IS NULL AND created_at > now() - interval '24 hours')
    > coalesce((SELECT approval_above FROM refund_limits
      WHERE kind = 'booking' AND role = role_of(person)), 0)
$$;

CREATE FUNCTION booking_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  most bigint;
  asked jsonb;
BEGIN
  IF NEW.booked_by IS NULL OR acts_as_owner() THEN
    RETURN NEW;
  END IF;
  SELECT coalesce(request_up_to, NEW.amount) INTO most FROM refund_limits
  WHERE kind = 'booking' AND role = role_of(NEW.booked_by) FOR NO KEY UPDATE;
  IF most IS NULL OR NEW.amount > most THEN
    RAISE EXCEPTION 'this person may not book this' USING ERRCODE = 'SP004';
  END IF;
  asked := decided_now('booking', NEW.key);
  IF (asked ->> 'kind', asked ->> 'amount', asked ->> 'asset', asked ->> 'fromPlace', asked ->> 'toPlace',
      asked ->> 'deliveryId', asked ->> 'txHash')
    IS NOT DISTINCT FROM (NEW.kind, NEW.amount::text, NEW.asset, NEW.from_place, NEW.to_place,
      NEW.delivery_id::text, NEW.tx_hash) THEN
    RETURN NEW;
  END IF;
  -- What another person approved does not count for the limit, so that is not said without a decision.
  IF NEW.approved_by IS NOT NULL OR booking_needs_second(NEW.booked_by, NEW.asset, NEW.amount) THEN
    RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER treasury_bookings_checked BEFORE INSERT ON treasury_bookings
  FOR EACH ROW EXECUTE FUNCTION booking_checked();

-- People of finance ask for a large booking, and people who may approve bookings decide.
ALTER TABLE proposals DROP CONSTRAINT proposals_kind_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_kind_check CHECK (kind IN ('staff_create', 'staff_role',
  'staff_enable', 'staff_password', 'staff_totp', 'limit', 'fraud_rule', 'fraud_allow', 'fraud_unblock',
  'break', 'booking'));
CREATE OR REPLACE FUNCTION proposal_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  had text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.requested_by IS NULL AND NOT acts_as_owner()
      OR NEW.requested_by IS NOT NULL
        AND role_of(NEW.requested_by)
          IS DISTINCT FROM (CASE WHEN NEW.kind IN ('break', 'booking') THEN 'finance' ELSE 'admin' END)
      OR NEW.staff_id = NEW.requested_by THEN
      RAISE EXCEPTION 'this person may not ask for this' USING ERRCODE = 'SP004';
    END IF;
    SELECT role INTO had FROM staff WHERE id = NEW.staff_id;
    NEW.needs_second := CASE WHEN NEW.requested_by IS NULL THEN false
      WHEN NEW.kind LIKE 'staff\_%' THEN moves_money(had) OR moves_money(NEW.wanted ->> 'role')
      ELSE true END;
    NEW.status := CASE WHEN NEW.needs_second THEN 'waiting' ELSE 'done' END;
    NEW.decided_by := NULL;
    NEW.created_at := now();
    NEW.decided_at := CASE WHEN NEW.needs_second THEN NULL ELSE now() END;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.kind, NEW.subject, NEW.before, NEW.wanted, NEW.reason,
      NEW.needs_second, NEW.requested_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.before, OLD.wanted, OLD.reason,
      OLD.needs_second, OLD.requested_by, OLD.created_at) THEN
    RAISE EXCEPTION 'this is fixed once it was asked for' USING ERRCODE = 'SP003';
  END IF;
  IF OLD.status = NEW.status THEN
    IF (NEW.decided_by, NEW.decided_at, NEW.staff_id)
      IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.staff_id) THEN
      RAISE EXCEPTION 'this is decided' USING ERRCODE = 'SP003';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'waiting' THEN
    RAISE EXCEPTION 'this is decided already' USING ERRCODE = 'SP003';
  END IF;
  NEW.decided_at := now();
  IF NEW.status = 'cancelled' THEN
    NEW.decided_by := NULL;
    RETURN NEW;
  END IF;
  IF NEW.decided_by IS NULL THEN
    -- The operator may decide, but not about money for a user.
    IF NOT acts_as_owner() OR NEW.kind = 'break' THEN
      RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF NEW.decided_by = NEW.staff_id OR NOT (CASE WHEN NEW.kind IN ('break', 'booking')
      THEN EXISTS (SELECT FROM refund_limits l WHERE l.can_approve AND l.role = role_of(NEW.decided_by)
        AND l.kind = CASE NEW.kind WHEN 'break' THEN 'adjustment' ELSE NEW.kind END)
      ELSE role_of(NEW.decided_by) IS NOT DISTINCT FROM 'admin' END) THEN
    RAISE EXCEPTION 'this person may not decide this' USING ERRCODE = 'SP004';
  ELSIF NEW.status = 'done' AND NEW.requested_by IS NOT NULL THEN
    PERFORM require_another(NEW.decided_by, NEW.requested_by);
  END IF;
  RETURN NEW;
END
$$;

GRANT SELECT, INSERT ON treasury_bookings TO starboard_app;
GRANT SELECT ON treasury_bookings TO starboard_panel;
GRANT SELECT, INSERT ON float_readings TO starboard_app;
GRANT UPDATE (seen_at) ON float_readings TO starboard_app;
GRANT SELECT, UPDATE ON supply_state TO starboard_app;
GRANT SELECT ON supply_events TO starboard_app;
GRANT SELECT ON float_readings, supply_state, supply_events TO starboard_panel;
