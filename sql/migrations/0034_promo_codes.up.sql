-- Promo codes: a lower price, or more stars, within a budget.
--
--   promo_codes, promo_uses            the codes, and each order that took one
--   promo_figures                      a code with its uses and its cost
--   promo_needs_second                 whether a second person must agree to a code
--   triggers promo_code_guarded, promo_taken, promo_followed
--   orders.promo_code_id, promo_stars  the code of an order, and the stars of its bonus that come from it
--   refunds.promo_stars                of the bonus that goes back, the stars that came from a code
--   ledger account promo               stars given away by codes; its own line of the trial balance
--   fraud rule promo-accounts          one wallet pays for several users of a code
--
-- Why the limits are here: two orders may take the last use at once. An order locks the row of its code,
-- counts, and then writes its use (docs/adr/0045-promo-codes.md).
-- SQLSTATE PC001: not in force; PC002: no use or budget left; PC003: this user has had it; PC004: not the
-- first purchase; SP002: a second person must agree.
-- Locks: orders and refunds, for a moment; a purchase with a code locks the code, then writes its order.

INSERT INTO ledger.account_kind (kind, code, is_house, is_source, meaning)
VALUES ('promo', 14, true, true, 'stars given away by promo codes');
WITH opened AS (
  INSERT INTO ledger.account (id, kind, asset_id, shard)
  SELECT ledger.account_number(k, NULL, shard, a.id), k.kind, a.id, shard
  FROM ledger.account_kind k, ledger.asset a, generate_series(0, 15) shard WHERE k.kind = 'promo'
  RETURNING id
)
INSERT INTO ledger.balance (id, floor) SELECT id, -9223372036854775808 FROM opened;

CREATE TABLE promo_codes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z0-9_-]{3,32}$'),
  kind text NOT NULL CHECK (kind IN ('percent', 'fixed', 'stars')),
  asset text NOT NULL, -- of the prices
  value bigint NOT NULL CHECK (value > 0), -- percent; minor units; stars
  budget bigint NOT NULL CHECK (budget > 0), -- all that it may cost: minor units, or stars
  max_uses integer CHECK (max_uses > 0), -- NULL: as many as the budget allows
  max_per_user integer NOT NULL DEFAULT 1 CHECK (max_per_user > 0),
  first_only boolean NOT NULL DEFAULT false, -- for the first purchase of a user
  packages integer[] CHECK (cardinality(packages) > 0), -- numbers of stars; NULL: all packages
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz CHECK (valid_until > valid_from),
  status text NOT NULL CHECK (status IN ('waiting', 'active', 'paused', 'ended')),
  note text NOT NULL CHECK (length(note) BETWEEN 3 AND 1000),
  created_by bigint NOT NULL REFERENCES staff,
  approved_by bigint REFERENCES staff CHECK (approved_by <> created_by),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  CHECK (kind <> 'percent' OR value <= 90)
);

-- One person may change a price by 15 %. A code that takes more off takes a second person. A fixed sum and
-- stars are measured at the smallest package that they are for.
CREATE FUNCTION promo_needs_second(c promo_codes) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE c.kind WHEN 'percent' THEN c.value > 15 ELSE coalesce((
    SELECT c.value * 100 > 15 * CASE c.kind WHEN 'fixed' THEN p.price ELSE p.stars::bigint END
    FROM current_packages p
    WHERE p.active AND p.asset = c.asset AND (c.packages IS NULL OR p.stars = ANY (c.packages))
    ORDER BY p.stars LIMIT 1), true) END
$$;

-- The terms never change. A code with high terms waits, and only another person lets it start.
CREATE FUNCTION promo_code_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'waiting' AND promo_needs_second(NEW) THEN
      RAISE EXCEPTION 'this code takes a second person' USING ERRCODE = 'SP002';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - '{status,approved_by,changed_at}'::text[]
    <> to_jsonb(OLD) - '{status,approved_by,changed_at}'::text[] THEN
    RAISE EXCEPTION 'the terms of a code never change' USING ERRCODE = '55000';
  END IF;
  IF OLD.status = 'ended' OR NEW.status = 'waiting' AND OLD.status <> 'waiting'
    OR OLD.status = 'waiting' AND NEW.status = 'paused' THEN
    RAISE EXCEPTION 'a code that is % cannot be %', OLD.status, NEW.status USING ERRCODE = '55000';
  END IF;
  IF OLD.status = 'waiting' AND NEW.status = 'active' THEN
    IF NEW.approved_by IS NULL THEN
      RAISE EXCEPTION 'this code takes a second person' USING ERRCODE = 'SP002';
    END IF;
    PERFORM require_another(NEW.approved_by, NEW.created_by);
  ELSIF NEW.approved_by IS DISTINCT FROM OLD.approved_by THEN
    RAISE EXCEPTION 'nothing waits for approval' USING ERRCODE = '55000';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER promo_codes_guarded BEFORE INSERT OR UPDATE ON promo_codes
  FOR EACH ROW EXECUTE FUNCTION promo_code_guarded();
CREATE TRIGGER promo_codes_kept BEFORE DELETE OR TRUNCATE ON promo_codes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE orders
  ADD COLUMN promo_code_id bigint REFERENCES promo_codes,
  ADD COLUMN promo_stars integer NOT NULL DEFAULT 0 CHECK (promo_stars >= 0),
  ADD CONSTRAINT orders_promo_check CHECK (promo_stars <= bonus_stars
    AND CASE WHEN promo_code_id IS NULL THEN promo_stars = 0 ELSE kind = 'purchase' END);
ALTER TABLE refunds ADD COLUMN promo_stars bigint NOT NULL DEFAULT 0
  CHECK (promo_stars >= 0 AND promo_stars <= bonus_stars);
CREATE TRIGGER refunds_promo_fixed BEFORE UPDATE OF promo_stars ON refunds
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- `held`: the order waits for its payment. `returned`: it ended without one, so the use counts no more.
CREATE TABLE promo_uses (
  order_id uuid PRIMARY KEY REFERENCES orders,
  code_id bigint NOT NULL REFERENCES promo_codes,
  user_id bigint NOT NULL REFERENCES users,
  cost bigint NOT NULL CHECK (cost > 0), -- in the unit of the budget
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'used', 'returned')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX promo_uses_counted ON promo_uses (code_id) INCLUDE (cost) WHERE state <> 'returned';
CREATE INDEX promo_uses_user ON promo_uses (user_id, code_id);
CREATE TRIGGER promo_uses_kept BEFORE DELETE OR TRUNCATE ON promo_uses
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Takes a use, if there is one. Orders that take the same code wait for each other here.
CREATE FUNCTION promo_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c promo_codes;
  uses bigint;
  spent numeric;
  own bigint;
BEGIN
  -- The order that was written before holds a key share of this row, so a stronger lock would be a deadlock.
  SELECT * INTO STRICT c FROM promo_codes WHERE id = NEW.code_id FOR NO KEY UPDATE;
  IF c.status <> 'active' OR now() < c.valid_from OR now() >= c.valid_until THEN
    RAISE EXCEPTION 'the code is not in force' USING ERRCODE = 'PC001';
  END IF;
  SELECT count(*), coalesce(sum(cost), 0), count(*) FILTER (WHERE user_id = NEW.user_id) INTO uses, spent, own
  FROM promo_uses WHERE code_id = NEW.code_id AND state <> 'returned';
  IF own >= (CASE WHEN c.first_only THEN 1 ELSE c.max_per_user END) THEN
    RAISE EXCEPTION 'the user has had this code' USING ERRCODE = 'PC003';
  END IF;
  IF uses >= c.max_uses OR spent + NEW.cost > c.budget THEN
    RAISE EXCEPTION 'nothing is left of the code' USING ERRCODE = 'PC002';
  END IF;
  IF c.first_only AND EXISTS (SELECT FROM orders WHERE user_id = NEW.user_id AND kind <> 'topup'
      AND paid_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this is not the first purchase' USING ERRCODE = 'PC004';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER promo_uses_taken BEFORE INSERT ON promo_uses FOR EACH ROW EXECUTE FUNCTION promo_taken();

-- A use follows its order. Money that comes for an order that has ended never buys at its price: it goes to
-- the balance (src/shop/moveOrders.ts), except after `failed`. Then the use counts again.
CREATE FUNCTION promo_followed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE promo_uses
  SET changed_at = now(), state = CASE NEW.status WHEN 'paid' THEN 'used' ELSE 'returned' END
  WHERE order_id = NEW.id AND (NEW.status = 'paid' AND state <> 'used'
    OR NEW.status IN ('cancelled', 'failed') AND state = 'held');
  RETURN NULL;
END
$$;
CREATE TRIGGER orders_promo_followed AFTER UPDATE OF status ON orders FOR EACH ROW
  WHEN (NEW.promo_code_id IS NOT NULL AND NEW.status <> OLD.status
    AND NEW.status IN ('paid', 'cancelled', 'failed'))
  EXECUTE FUNCTION promo_followed();

CREATE VIEW promo_figures AS
SELECT c.*, coalesce(u.held, 0) AS held, coalesce(u.used, 0) AS used, coalesce(u.buyers, 0) AS buyers,
  coalesce(u.cost, 0)::bigint AS cost, (c.budget - coalesce(u.taken, 0))::bigint AS budget_left,
  CASE WHEN c.status = 'active' AND now() >= c.valid_until THEN 'over'
    WHEN c.status = 'active' AND now() < c.valid_from THEN 'planned' ELSE c.status END AS standing,
  s.name AS author, a.name AS approver
FROM promo_codes c
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE state = 'held') AS held, count(*) FILTER (WHERE state = 'used') AS used,
    count(DISTINCT user_id) FILTER (WHERE state = 'used') AS buyers,
    sum(cost) FILTER (WHERE state = 'used') AS cost, sum(cost) FILTER (WHERE state <> 'returned') AS taken
  FROM promo_uses WHERE code_id = c.id
) u ON true
JOIN staff s ON s.id = c.created_by LEFT JOIN staff a ON a.id = c.approved_by;

INSERT INTO fraud_rules (id, kind, title_ru, title_en) VALUES
('promo-accounts', 'promo_accounts', 'Один кошелёк у нескольких с одним промокодом',
  'One wallet pays for several users of a promo code');
INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason) VALUES
('promo-accounts', 1, '{"limit": 1}', 'note', 'shadow', 30, 'first rules');

GRANT SELECT, INSERT, UPDATE (status, approved_by, changed_at) ON promo_codes TO starboard_app;
GRANT SELECT, INSERT, UPDATE (state, changed_at) ON promo_uses TO starboard_app;
GRANT SELECT ON promo_figures TO starboard_app;
GRANT SELECT ON promo_codes, promo_uses, promo_figures TO starboard_panel;
