-- Refunds, adjustments of a balance, and releases from suspense. Staff ask for them, above a limit another
-- person approves them, and a job carries them out.
--
--   refund_limits, refund_transitions   what each role may do; which state may follow which
--   refunds, refund_events              the requests, and every state of them
--   refund_addresses                    every address that a user confirmed
--   triggers                            refund_requested, refund_changed, refund_recorded
--   suspense_postings                   money of unknown owners, and how much of it is left
--
-- Why here as well as in the code: these rules protect money from people (docs/adr/0016-refunds.md).
-- SQLSTATE RF001: this person may not do it; RF002: not allowed in this state; RF003: the column is fixed.
-- Locks: a request locks the row of its user, so that requests for one user take turns.

------------------------------------------------------------ rules as data

-- What each role may do. NULL for `request_up_to`: any amount; 0: nothing. Minor units of the shop's coin.
CREATE TABLE refund_limits (
  kind text NOT NULL CHECK (kind IN ('refund', 'adjustment')),
  role text NOT NULL CHECK (role IN ('support', 'finance', 'admin', 'auditor')),
  request_up_to bigint CHECK (request_up_to >= 0),
  -- The sum that one person asks for one user within 24 hours.
  approval_above bigint NOT NULL CHECK (approval_above >= 0),
  can_approve boolean NOT NULL,
  changed_by bigint REFERENCES staff,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, role)
);
INSERT INTO refund_limits (kind, role, request_up_to, approval_above, can_approve) VALUES
  ('refund', 'support', 100000000000, 25000000000, false),
  ('refund', 'finance', NULL, 100000000000, true),
  ('refund', 'admin', 0, 0, true),
  ('refund', 'auditor', 0, 0, false),
  ('adjustment', 'support', 0, 0, false),
  ('adjustment', 'finance', NULL, 0, true),
  ('adjustment', 'admin', 0, 0, true),
  ('adjustment', 'auditor', 0, 0, false);

-- Which state may follow which. src/refunds/states.ts has the same table.
CREATE TABLE refund_transitions (
  from_status text NOT NULL,
  to_status text NOT NULL,
  PRIMARY KEY (from_status, to_status)
);
INSERT INTO refund_transitions VALUES
  ('requested', 'approved'), ('requested', 'awaiting_address'), ('requested', 'rejected'),
  ('requested', 'cancelled'),
  ('awaiting_address', 'approved'), ('awaiting_address', 'cancelled'),
  ('approved', 'awaiting_address'), ('approved', 'executing'), ('approved', 'done'), ('approved', 'failed'),
  ('approved', 'cancelled'),
  ('executing', 'approved'), ('executing', 'done'), ('executing', 'failed'), ('executing', 'unknown'),
  ('unknown', 'executing'), ('unknown', 'done'), ('unknown', 'failed'), ('unknown', 'approved'),
  ('failed', 'approved'), ('failed', 'awaiting_address'), ('failed', 'cancelled');

------------------------------------------------------------ tables

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('refund', 'adjustment')),
  status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'awaiting_address', 'approved',
    'rejected', 'cancelled', 'executing', 'unknown', 'failed', 'done')),
  user_id bigint NOT NULL REFERENCES users,
  order_id uuid REFERENCES orders,
  invoice_id uuid REFERENCES invoices, -- the invoice that the provider pays back from
  original_id uuid, -- the journal that is refunded: the ledger allows no more than it took
  -- What the buyer got for the money: stars or balance.
  gave text NOT NULL DEFAULT 'stars' CHECK (gave IN ('stars', 'wallet')),
  ticket_id uuid REFERENCES tickets,
  destination text NOT NULL CHECK (destination IN ('balance', 'address')),
  direction text NOT NULL DEFAULT 'credit' CHECK (direction IN ('credit', 'debit')),
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  stars bigint NOT NULL DEFAULT 0 CHECK (stars >= 0), -- stars that are taken back
  bonus_stars bigint NOT NULL DEFAULT 0 CHECK (bonus_stars >= 0),
  reason text NOT NULL,
  note text NOT NULL CHECK (length(note) <= 2000),
  -- A second click finds the first request.
  request_key text NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200),
  requested_by bigint NOT NULL REFERENCES staff,
  needs_approval boolean NOT NULL DEFAULT false, -- set by the limits, never taken back
  approved_by bigint REFERENCES staff,
  -- Where the coins go. The network is the one of the payment. The address comes from the user and is stored
  -- encrypted.
  network text,
  currency text,
  address_sealed text,
  address_hint text, -- first and last characters, for people
  address_confirmed_at timestamptz,
  candidate_sealed text, -- typed, shown back, not confirmed yet
  ready_at timestamptz, -- not sent before this
  -- The known facts about the sending.
  attempts integer NOT NULL DEFAULT 0,
  -- How many tries in a row failed, to send it or to look it up.
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  next_try_at timestamptz, -- of the worker, while it fails
  needs_person boolean NOT NULL GENERATED ALWAYS AS
    (status IN ('unknown', 'failed') OR (status IN ('approved', 'executing') AND failures >= 3)) STORED,
  started_at timestamptz, -- of the last attempt, written before the provider is called
  accepted_at timestamptz, -- the provider took the order of the last attempt
  looked_at timestamptz, -- when the provider was last asked what became of it
  seen_status text, -- what it said
  journal_id uuid, -- the journal that moved the money, or set it aside
  capture_id uuid, -- the journal that let the set-aside money go
  error text, -- code of the last refusal
  changed_by text NOT NULL, -- staff:7, user:42, system
  remark text NOT NULL DEFAULT '', -- why the last change was made
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT refunds_two_people CHECK (approved_by <> requested_by),
  CONSTRAINT refunds_approved CHECK (NOT needs_approval OR approved_by IS NOT NULL
    OR status IN ('requested', 'rejected', 'cancelled')),
  -- A release from suspense is an adjustment that names the journal which put the money there. It may only
  -- give.
  CONSTRAINT refunds_form CHECK (CASE kind
    WHEN 'refund' THEN order_id IS NOT NULL AND original_id IS NOT NULL AND direction = 'credit'
      AND (destination = 'balance'
        OR (invoice_id IS NOT NULL AND network IS NOT NULL AND currency IS NOT NULL))
    ELSE destination = 'balance' AND stars = 0 AND bonus_stars = 0
      AND (original_id IS NULL OR direction = 'credit') END),
  CONSTRAINT refunds_money CHECK (status <> 'done' OR journal_id IS NOT NULL),
  CONSTRAINT refunds_address
    CHECK (destination = 'balance' OR status NOT IN ('executing', 'unknown') OR address_sealed IS NOT NULL)
);
-- The provider tells the state of an invoice, not of a refund. With two refunds at once nobody could say
-- which one it means.
CREATE UNIQUE INDEX refunds_one_per_invoice ON refunds (invoice_id)
  WHERE destination = 'address' AND status NOT IN ('rejected', 'cancelled');
CREATE INDEX refunds_user ON refunds (user_id, created_at DESC);
CREATE INDEX refunds_order ON refunds (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX refunds_original ON refunds (original_id) WHERE original_id IS NOT NULL;
CREATE INDEX refunds_status ON refunds (status, id);
CREATE INDEX refunds_created ON refunds (created_at, id);
CREATE INDEX refunds_needs_person ON refunds (id) WHERE needs_person;

-- Every state of a refund, for ever. A trigger writes it, so nobody can avoid it.
CREATE TABLE refund_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  refund_id uuid NOT NULL REFERENCES refunds,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  error text,
  remark text NOT NULL DEFAULT ''
);
CREATE INDEX refund_events_refund ON refund_events (refund_id, id);
CREATE TRIGGER refund_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A changed address must wait. All addresses are stored, so that nobody can shorten the wait by naming the
-- address in another refund first.
CREATE TABLE refund_addresses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  refund_id uuid NOT NULL REFERENCES refunds,
  user_id bigint NOT NULL REFERENCES users,
  address_sealed text, -- as it was typed; NULL: erased
  confirmed_at timestamptz NOT NULL,
  ready_at timestamptz NOT NULL, -- not sent to before this
  taken_back_at timestamptz -- the user stopped it
);
CREATE INDEX refund_addresses_user ON refund_addresses (user_id, id);
CREATE INDEX refund_addresses_refund ON refund_addresses (refund_id, id);

------------------------------------------------------------ who may do what, and in which order

CREATE FUNCTION refund_requested() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed refund_limits;
  lately numeric;
BEGIN
  SELECT l.* INTO allowed FROM refund_limits l JOIN staff s ON s.role = l.role
  WHERE l.kind = NEW.kind AND s.id = NEW.requested_by AND s.disabled_at IS NULL;
  IF allowed.kind IS NULL OR NEW.amount > allowed.request_up_to OR allowed.request_up_to = 0 THEN
    RAISE EXCEPTION 'this person may not ask for this' USING ERRCODE = 'RF001';
  END IF;
  IF NEW.status <> 'requested' OR NEW.approved_by IS NOT NULL THEN
    RAISE EXCEPTION 'a refund starts as a request' USING ERRCODE = 'RF002';
  END IF;
  -- The sum of a day uses the database's own time, whatever a caller says.
  NEW.created_at := now();
  -- Requests for one user take turns, so that the sum of the day is right. Many small requests count as one
  -- large request.
  PERFORM FROM users WHERE id = NEW.user_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount), 0) INTO lately FROM refunds
  WHERE user_id = NEW.user_id AND kind = NEW.kind AND requested_by = NEW.requested_by AND asset = NEW.asset
    AND status NOT IN ('rejected', 'cancelled') AND created_at > now() - interval '24 hours';
  NEW.needs_approval := NEW.needs_approval OR lately + NEW.amount > allowed.approval_above;
  RETURN NEW;
END
$$;
CREATE TRIGGER refunds_requested BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION refund_requested();

CREATE FUNCTION refund_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.gave, NEW.kind, NEW.user_id, NEW.destination, NEW.direction, NEW.asset,
      NEW.amount, NEW.stars, NEW.bonus_stars, NEW.request_key,
      NEW.requested_by, NEW.needs_approval, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.gave, OLD.kind, OLD.user_id, OLD.destination, OLD.direction, OLD.asset,
      OLD.amount, OLD.stars, OLD.bonus_stars, OLD.request_key,
      OLD.requested_by, OLD.needs_approval, OLD.created_at)
    OR (NEW.order_id, NEW.invoice_id, NEW.original_id)
      IS DISTINCT FROM (OLD.order_id, OLD.invoice_id, OLD.original_id)
    OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    OR (OLD.journal_id IS NOT NULL AND NEW.journal_id IS DISTINCT FROM OLD.journal_id)
    OR (OLD.capture_id IS NOT NULL AND NEW.capture_id IS DISTINCT FROM OLD.capture_id) THEN
    RAISE EXCEPTION 'this is fixed when a refund is requested' USING ERRCODE = 'RF003';
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM refund_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'a refund that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'RF002';
  END IF;
  IF OLD.approved_by IS NULL AND NEW.approved_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM refund_limits l JOIN staff s ON s.role = l.role
    WHERE l.kind = NEW.kind AND l.can_approve AND s.id = NEW.approved_by AND s.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'this person may not approve this' USING ERRCODE = 'RF001';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER refunds_changed BEFORE UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION refund_changed();

CREATE FUNCTION refund_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO refund_events (refund_id, actor, to_status, remark)
    VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.note);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO refund_events (refund_id, actor, from_status, to_status, error, remark)
    VALUES (NEW.id, NEW.changed_by, OLD.status, NEW.status, NEW.error, NEW.remark);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER refunds_recorded AFTER INSERT OR UPDATE ON refunds
  FOR EACH ROW EXECUTE FUNCTION refund_recorded();

------------------------------------------------------------ suspense

-- The money that was put into suspense, and how much of it is left. The sum of `lies` over all rows is the
-- balance of the account. Money that was released counts with the journal that put it there. A reversal of a
-- release is a separate row. Losses that suspense bears are below zero.
CREATE VIEW suspense_postings AS
WITH RECURSIVE moved AS (
  SELECT m.journal_id, m.asset, sum(m.amount)::bigint AS amount, m.original_id
  FROM ledger.house_movements('suspense') m
  GROUP BY m.journal_id, m.asset, m.original_id
), counted AS (
  SELECT m.journal_id, m.asset, m.amount, m.journal_id AS posting FROM moved m
  WHERE NOT EXISTS (SELECT FROM moved o WHERE o.journal_id = m.original_id AND o.asset = m.asset)
  UNION ALL
  SELECT m.journal_id, m.asset, m.amount,
    CASE c.posting WHEN c.journal_id THEN c.journal_id ELSE m.journal_id END
  FROM moved m JOIN counted c ON c.journal_id = m.original_id AND c.asset = m.asset
), posted AS (
  SELECT posting AS journal_id, asset,
    sum(amount) FILTER (WHERE journal_id = posting)::bigint AS put, sum(amount)::bigint AS lies
  FROM counted GROUP BY posting, asset
)
SELECT p.journal_id, j.recorded_at, p.asset, p.put, p.lies, w.waiting,
  greatest(p.lies - w.waiting, 0) AS "left",
  CASE WHEN p.lies = 0 THEN 'closed' ELSE 'open' END AS status, j.reason AS note,
  b.id AS break_id, b.class, b.provider_uuid, j.order_id, j.invoice_id, o.user_id,
  CASE WHEN p.lies = 0 THEN NULL ELSE age_of(j.recorded_at) END AS age
FROM posted p JOIN ledger.journals j ON j.journal_id = p.journal_id
  LEFT JOIN breaks b ON b.journal_id = p.journal_id
  LEFT JOIN orders o ON o.id = j.order_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.amount), 0)::bigint AS waiting FROM refunds r
    WHERE r.original_id = p.journal_id AND r.kind = 'adjustment'
      AND r.status IN (SELECT from_status FROM refund_transitions)
  ) w;

GRANT SELECT, INSERT, UPDATE ON refunds, refund_addresses TO starboard_app;
GRANT SELECT, UPDATE ON refund_limits TO starboard_app;
GRANT SELECT ON refund_transitions, refund_events, suspense_postings TO starboard_app;
GRANT SELECT ON refunds, refund_limits, refund_events, suspense_postings TO starboard_panel;
