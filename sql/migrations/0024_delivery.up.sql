-- Delivery: stars of a user go to a Telegram account, once.
--
--   delivery_transitions               which state may follow which
--   deliveries, delivery_events        the requests, and every state that they were in
--   delivery_answers                   the answers of a supplier, exactly as they came
--   supplier_events                    signed reports of suppliers, stored before we answer them
--   supplier_quotes                    the price of stars at a supplier, over time
--   triggers                           delivery_asked, delivery_changed, delivery_recorded
--
-- Why the rules are here and also in the code: an order at a supplier costs money, and a second order for one
-- delivery is lost money (docs/adr/0041-delivery.md). A call to a supplier is written down before it is made.
-- It never changes as long as it can still have an effect.
-- SQLSTATE DL001: this state does not allow it; DL002: a fixed column; DL003: another person must do it.
-- Locks: a request locks the row of its user, then the delivery; a posting comes last.

------------------------------------------------------------ rules as data

-- src/delivery/states.ts says the same.
CREATE TABLE delivery_transitions (
  from_status text NOT NULL,
  to_status text NOT NULL,
  PRIMARY KEY (from_status, to_status)
);
INSERT INTO delivery_transitions VALUES
  ('requested', 'reserved'), ('requested', 'failed'),
  ('reserved', 'submitted'), ('reserved', 'failed'), ('reserved', 'uncertain'),
  -- Back only with proof that nothing was ordered.
  ('submitted', 'reserved'), ('submitted', 'confirmed'), ('submitted', 'failed'), ('submitted', 'uncertain'),
  ('uncertain', 'confirmed'), ('uncertain', 'failed');

------------------------------------------------------------ tables

CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  order_id uuid REFERENCES orders, -- the purchase, if it belongs to one
  status text NOT NULL DEFAULT 'requested' CHECK (status IN
    ('requested', 'reserved', 'submitted', 'confirmed', 'failed', 'uncertain')),
  stars integer NOT NULL CHECK (stars BETWEEN 50 AND 1000000), -- every supplier accepts these
  -- A second press of the button finds the first request.
  request_key text NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200),
  recipient text CHECK (recipient ~ '^[a-z0-9_]{4,32}$'), -- NULL: erased
  recipient_name text, -- the name that the supplier showed
  note text CHECK (length(note) BETWEEN 1 AND 200), -- the buyer's words to a friend; NULL: none, or erased
  is_self boolean NOT NULL, -- to the buyer's own account
  checked text NOT NULL DEFAULT 'no' CHECK (checked IN ('ok', 'unknown', 'no')),
  checked_at timestamptz,
  recipient_token text, -- some suppliers order by this token, and it fixes the account
  -- A person must look at it before it is sent, because of `review_reason`.
  review_since timestamptz,
  review_reason text,
  -- The attempt. `supplier` is chosen at the sending, and stays as long as the attempt may have an effect.
  supplier text CHECK (supplier IN ('manual', 'mystars', 'istar')),
  attempt integer NOT NULL DEFAULT 0,
  supplier_key text UNIQUE, -- our key for this attempt, never used again
  body text, -- the text that is sent, byte for byte
  asked_at timestamptz, -- written before the supplier is called
  supplier_ref text, -- the supplier's id of the order
  supplier_status text, -- the last status that the supplier gave
  accepted_at timestamptz,
  looked_at timestamptz,
  -- Only for a delivery by hand.
  claimed_by bigint REFERENCES staff,
  claimed_at timestamptz,
  sent_by bigint REFERENCES staff, -- the person who says that the stars were sent
  confirmed_by bigint REFERENCES staff, -- the second person, if one is needed
  needs_second boolean NOT NULL DEFAULT false,
  -- Money. Minor units of `cost_asset`.
  sold_for bigint, -- the price that these stars were sold for, in the shop's coin
  max_cost bigint,
  cost bigint CHECK (cost >= 0),
  cost_asset text,
  paid_at timestamptz, -- the supplier has our money
  proof text, -- id of the transaction that gave the stars
  return_proof text, -- id of the transaction that gave the money back
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- failed tries in a row
  next_try_at timestamptz,
  error text, -- code of the last problem
  -- True if nobody knows the end, if it fails again and again, or if a person must look before it is sent.
  needs_person boolean NOT NULL GENERATED ALWAYS AS (status = 'uncertain' OR contradicted_at IS NOT NULL
    OR (status = 'reserved' AND (review_since IS NOT NULL OR failures >= 3))) STORED,
  contradicted_at timestamptz, -- after the end the supplier said something else
  hold_journal_id uuid, -- the journal that set the stars aside
  end_journal_id uuid, -- the journal that delivered them, or gave them back
  changed_by text NOT NULL, -- staff:7, user:42, system
  remark text NOT NULL DEFAULT '',
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT deliveries_reserved
    CHECK (status IN ('requested', 'failed') OR hold_journal_id IS NOT NULL),
  CONSTRAINT deliveries_ended CHECK ((status IN ('confirmed', 'failed') AND hold_journal_id IS NOT NULL)
    = (end_journal_id IS NOT NULL)),
  CONSTRAINT deliveries_sent
    CHECK (status NOT IN ('submitted', 'uncertain', 'confirmed') OR supplier IS NOT NULL),
  CONSTRAINT deliveries_second CHECK (confirmed_by <> sent_by),
  CONSTRAINT deliveries_two_people
    CHECK (status <> 'confirmed' OR NOT needs_second OR supplier <> 'manual' OR confirmed_by IS NOT NULL)
);
CREATE UNIQUE INDEX deliveries_ref ON deliveries (supplier, supplier_ref) WHERE supplier_ref IS NOT NULL;
-- A purchase is delivered once. If that delivery fails, another one may follow.
CREATE UNIQUE INDEX deliveries_order ON deliveries (order_id)
  WHERE order_id IS NOT NULL AND status <> 'failed';
CREATE INDEX deliveries_orders ON deliveries (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX deliveries_user ON deliveries (user_id, created_at DESC, id DESC);
CREATE INDEX deliveries_status ON deliveries (status, id);
CREATE INDEX deliveries_created ON deliveries (created_at, id);
CREATE INDEX deliveries_recipient ON deliveries (recipient, created_at) WHERE recipient IS NOT NULL;
CREATE INDEX deliveries_open ON deliveries (updated_at)
  WHERE status IN ('reserved', 'submitted', 'uncertain');
CREATE INDEX deliveries_needs_person ON deliveries (id) WHERE needs_person;
-- Orders that are not paid, or whose payment is not booked. A payment takes a delivery out of it.
CREATE INDEX deliveries_unbooked ON deliveries (created_at) WHERE paid_at IS NULL AND cost IS NOT NULL;
CREATE INDEX deliveries_hold ON deliveries (hold_journal_id) WHERE hold_journal_id IS NOT NULL;

-- Every state that a delivery was in, for ever. A trigger writes the rows, so no code can skip them.
CREATE TABLE delivery_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES deliveries,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  error text,
  remark text NOT NULL DEFAULT ''
);
CREATE INDEX delivery_events_delivery ON delivery_events (delivery_id, id);
CREATE TRIGGER delivery_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON delivery_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The answers of a supplier, exactly as they came. A person who decides reads them as evidence.
CREATE TABLE delivery_answers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES deliveries,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  supplier text NOT NULL,
  call text NOT NULL CHECK (call IN ('create', 'lookUp', 'find', 'cancel', 'event')),
  outcome text NOT NULL,
  raw text NOT NULL DEFAULT '' CHECK (length(raw) <= 4000)
);
CREATE INDEX delivery_answers_delivery ON delivery_answers (delivery_id, id);

-- Reports of suppliers. Each is stored before we answer 2xx, even if the order is unknown: the answer to that
-- order may be lost.
CREATE TABLE supplier_events (
  id uuid PRIMARY KEY,
  supplier text NOT NULL,
  ref text NOT NULL CHECK (length(ref) <= 200),
  state text NOT NULL,
  status text NOT NULL, -- the supplier's own word
  body_hash text NOT NULL,
  body text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz,
  UNIQUE (supplier, ref, state, body_hash)
);
CREATE INDEX supplier_events_ref ON supplier_events (supplier, ref);

-- The price of stars. A new row if the quote changed, or if the last row is a day old.
CREATE TABLE supplier_quotes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  supplier text NOT NULL,
  stars integer NOT NULL CHECK (stars > 0),
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  good_until timestamptz NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX supplier_quotes_latest ON supplier_quotes (supplier, stars, at DESC);

------------------------------------------------------------ changes of a delivery

CREATE FUNCTION delivery_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'requested' THEN
    RAISE EXCEPTION 'a delivery starts as a request' USING ERRCODE = 'DL001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER deliveries_asked BEFORE INSERT ON deliveries FOR EACH ROW EXECUTE FUNCTION delivery_asked();

CREATE FUNCTION delivery_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.user_id, NEW.stars, NEW.request_key, NEW.is_self, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.stars, OLD.request_key, OLD.is_self, OLD.created_at)
    OR NEW.order_id IS DISTINCT FROM OLD.order_id
    -- A name and a note may be erased. They may change only before the stars are set aside.
    OR (NEW.recipient IS NOT NULL AND OLD.status <> 'requested'
      AND NEW.recipient IS DISTINCT FROM OLD.recipient)
    OR (NEW.note IS NOT NULL AND OLD.status <> 'requested' AND NEW.note IS DISTINCT FROM OLD.note)
    OR (OLD.hold_journal_id IS NOT NULL AND NEW.hold_journal_id IS DISTINCT FROM OLD.hold_journal_id)
    OR (OLD.end_journal_id IS NOT NULL AND NEW.end_journal_id IS DISTINCT FROM OLD.end_journal_id)
    OR NEW.attempt < OLD.attempt
    -- Within an attempt, the call stays as it was written.
    OR (NEW.attempt = OLD.attempt AND OLD.attempt > 0
      AND ((NEW.supplier, NEW.supplier_key) IS DISTINCT FROM (OLD.supplier, OLD.supplier_key)
        OR (NEW.body IS DISTINCT FROM OLD.body
          AND NOT (NEW.body IS NULL AND NEW.status IN ('confirmed', 'failed')))
        OR (OLD.supplier_ref IS NOT NULL AND NEW.supplier_ref IS DISTINCT FROM OLD.supplier_ref)))
    -- A new attempt begins only if the last one can no longer have an effect.
    OR (NEW.attempt > OLD.attempt AND OLD.status <> 'reserved') THEN
    RAISE EXCEPTION 'this column of a delivery is fixed' USING ERRCODE = 'DL002';
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM delivery_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'a delivery that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'DL001';
  END IF;
  IF OLD.confirmed_by IS NULL AND NEW.confirmed_by IS NOT NULL
    AND why_not_another(NEW.confirmed_by, NEW.sent_by) IS NOT NULL THEN
    RAISE EXCEPTION 'this needs another person' USING ERRCODE = 'DL003';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER deliveries_changed BEFORE UPDATE ON deliveries
  FOR EACH ROW EXECUTE FUNCTION delivery_changed();

CREATE FUNCTION delivery_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO delivery_events (delivery_id, actor, to_status, remark)
    VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.remark);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO delivery_events (delivery_id, actor, from_status, to_status, error, remark)
    VALUES (NEW.id, NEW.changed_by, OLD.status, NEW.status, NEW.error, NEW.remark);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER deliveries_recorded AFTER INSERT OR UPDATE ON deliveries
  FOR EACH ROW EXECUTE FUNCTION delivery_recorded();

-- The buyer chose where the stars of an order go. The payment of the order begins the delivery.
ALTER TABLE orders ADD COLUMN wants_delivery boolean NOT NULL DEFAULT false;

GRANT SELECT, INSERT, UPDATE ON deliveries, supplier_events TO starboard_app;
GRANT SELECT, INSERT ON delivery_answers, supplier_quotes TO starboard_app;
GRANT UPDATE (raw) ON delivery_answers TO starboard_app;
GRANT SELECT ON delivery_transitions, delivery_events TO starboard_app;
GRANT SELECT ON deliveries, delivery_events, delivery_answers, supplier_events, supplier_quotes
  TO starboard_panel;
