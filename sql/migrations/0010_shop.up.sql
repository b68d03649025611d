-- The shop: packages, the versions of their prices, and orders.
--
--   packages, package_prices         packages of stars, and the versions of their prices
--   star_prices                      the price of one star: any other amount, and all purchases from balance
--   current_packages, current_star_prices   the versions in force now
--   price_versions                   both price lists as one
--   orders                           one thing that a user asked for
--
-- Why versions: an order keeps the id of the price that its buyer saw, so the row of a price never changes
-- (docs/adr/0020-prices-and-the-second-person.md).
-- Locks: none; the tables are new.

CREATE TABLE packages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stars integer NOT NULL UNIQUE CHECK (stars BETWEEN 1 AND 1000000),
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Both price lists take their ids from here, so that an id in a screen names only one price.
CREATE SEQUENCE price_ids;

-- One row is one version of a price. The version in force is the latest one that has begun and not ended.
CREATE TABLE package_prices (
  id bigint PRIMARY KEY DEFAULT nextval('price_ids'),
  package_id bigint NOT NULL REFERENCES packages,
  version integer NOT NULL,
  asset text NOT NULL,
  price bigint NOT NULL CHECK (price > 0), -- minor units, by payment
  list_price bigint NOT NULL CHECK (list_price >= price), -- minor units without discount
  bonus_stars integer NOT NULL CHECK (bonus_stars >= 0),
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz CHECK (valid_until > valid_from), -- NULL: until another one follows
  reason text NOT NULL,
  created_by bigint,
  approved_by bigint REFERENCES staff CHECK (approved_by <> created_by),
  -- Two people agreed to this version without an end, or it came with the product.
  is_anchor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (package_id, version)
);
CREATE INDEX package_prices_in_force ON package_prices (package_id, valid_from DESC, version DESC);
CREATE TRIGGER package_prices_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON package_prices
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE star_prices (
  id bigint PRIMARY KEY DEFAULT nextval('price_ids'),
  asset text NOT NULL,
  price bigint NOT NULL CHECK (price > 0),
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz CHECK (valid_until > valid_from),
  reason text NOT NULL,
  created_by bigint,
  approved_by bigint REFERENCES staff CHECK (approved_by <> created_by),
  is_anchor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX star_prices_in_force ON star_prices (asset, valid_from DESC, id DESC);
CREATE TRIGGER star_prices_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON star_prices
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE VIEW current_star_prices AS
SELECT DISTINCT ON (asset) id, asset, price, valid_from, valid_until FROM star_prices
WHERE valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
ORDER BY asset, valid_from DESC, id DESC;

CREATE VIEW current_packages AS
SELECT p.id AS package_id, p.stars, p.active, c.id AS price_id, c.version, c.asset, c.price, c.list_price,
  c.bonus_stars, c.valid_from, c.valid_until
FROM packages p
CROSS JOIN LATERAL (
  SELECT * FROM package_prices v
  WHERE v.package_id = p.id AND v.valid_from <= now() AND (v.valid_until IS NULL OR v.valid_until > now())
  ORDER BY v.valid_from DESC, v.version DESC LIMIT 1
) c;

-- Both price lists as one. A row without a package is the price of one star. A higher id is a later version.
CREATE VIEW price_versions AS
SELECT v.id, v.package_id, p.stars, v.asset, v.price, v.list_price, v.bonus_stars,
  v.valid_from, v.valid_until, v.is_anchor
FROM package_prices v JOIN packages p ON p.id = v.package_id
UNION ALL
SELECT id, NULL, 1, asset, price, price, 0, valid_from, valid_until, is_anchor FROM star_prices;

-- One order is one thing that a user asked for: stars by payment, stars from balance, or a top-up.
CREATE TABLE orders (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  kind text NOT NULL CHECK (kind IN ('purchase', 'balance_purchase', 'topup')),
  status text NOT NULL CHECK (status IN ('created', 'awaiting_payment', 'held', 'paid', 'underpaid',
    'expired', 'failed', 'cancelled', 'replaced', 'refunded')),
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  stars integer NOT NULL DEFAULT 0 CHECK (stars >= 0),
  bonus_stars integer NOT NULL DEFAULT 0 CHECK (bonus_stars >= 0),
  package_price_id bigint REFERENCES package_prices,
  star_price_id bigint REFERENCES star_prices,
  -- Made when the screen was drawn: a second tap finds the first order.
  request_key text NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200),
  journal_id uuid, -- the journal that gave the value
  correlation_id text,
  chat_message_id bigint, -- the payment screen, so that later news edit it
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz,
  CHECK ((kind = 'topup') = (stars = 0))
);
CREATE INDEX orders_user ON orders (user_id, created_at DESC, id DESC);
CREATE INDEX orders_created_at ON orders (created_at, id);
CREATE INDEX orders_status ON orders (status, id DESC);
CREATE INDEX orders_journal ON orders (journal_id) WHERE journal_id IS NOT NULL;

-- The first price list. It is an anchor, because the first change must be compared with something.
INSERT INTO packages (stars) VALUES (100), (250), (500), (1000);
INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason, is_anchor)
SELECT p.id, 1, 'TON', v.price * 1000000000, v.stars * 1000000000::bigint, v.bonus, 'first price list', true
FROM (VALUES (100, 95::bigint, 10), (250, 225, 25), (500, 425, 50), (1000, 800, 100)) v (stars, price, bonus)
JOIN packages p USING (stars) ORDER BY v.stars;
INSERT INTO star_prices (asset, price, reason, is_anchor)
VALUES ('TON', 1000000000, 'first price list', true);

-- The application only reads the price lists. A change goes through `price_changes`. The number of stars is
-- part of the price.
GRANT SELECT, INSERT, UPDATE (active) ON packages TO starboard_app;
GRANT SELECT, INSERT, UPDATE ON orders TO starboard_app;
GRANT SELECT ON package_prices, star_prices, current_packages, current_star_prices, price_versions
  TO starboard_app;
GRANT USAGE ON SEQUENCE price_ids TO starboard_app;
GRANT SELECT ON packages, package_prices, star_prices, current_packages, current_star_prices, price_versions,
  orders TO starboard_panel;
