-- Refunds and balance adjustments: asked for by staff, approved by another person above a limit, carried out by a job.
-- The rules that protect money from people stand here as well as in the code: who may ask, who may approve, which
-- state follows which. SQLSTATE RF001: not allowed to this person; RF002: not from this state; RF003: a fixed column.

-- What each role may do. NULL for `request_up_to`: any amount; 0: nothing. Amounts in minor units of the shop's coin.
CREATE TABLE refund_limits (
  kind text NOT NULL CHECK (kind IN ('refund', 'adjustment')),
  role text NOT NULL CHECK (role IN ('support', 'finance', 'admin', 'auditor')),
  request_up_to bigint CHECK (request_up_to >= 0),
  approval_above bigint NOT NULL CHECK (approval_above >= 0), -- what one person asks for one user within 24 hours
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

-- Which state may follow which; src/refunds/states.ts says the same.
CREATE TABLE refund_transitions (from_status text NOT NULL, to_status text NOT NULL, PRIMARY KEY (from_status, to_status));
INSERT INTO refund_transitions VALUES
  ('requested', 'approved'), ('requested', 'awaiting_address'), ('requested', 'rejected'), ('requested', 'cancelled'),
  ('awaiting_address', 'approved'), ('awaiting_address', 'cancelled'),
  ('approved', 'awaiting_address'), ('approved', 'executing'), ('approved', 'done'), ('approved', 'failed'), ('approved', 'cancelled'),
  ('executing', 'approved'), ('executing', 'done'), ('executing', 'failed'), ('executing', 'unknown'),
  ('unknown', 'executing'), ('unknown', 'done'), ('unknown', 'failed'), ('unknown', 'approved'),
  ('failed', 'approved'), ('failed', 'awaiting_address'), ('failed', 'cancelled');

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('refund', 'adjustment')),
  status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'awaiting_address', 'approved', 'rejected', 'cancelled',
    'executing', 'unknown', 'failed', 'done')),
  user_id bigint NOT NULL REFERENCES users,
  order_id uuid REFERENCES orders,
  invoice_id uuid REFERENCES invoices, -- the invoice that the provider pays back from
  original_id uuid, -- the journal that is refunded: the ledger allows no more than it took
  gave text NOT NULL DEFAULT 'stars' CHECK (gave IN ('stars', 'wallet')), -- what the money had become: stars, or balance
  ticket_id uuid REFERENCES tickets,
  destination text NOT NULL CHECK (destination IN ('balance', 'address')),
  direction text NOT NULL DEFAULT 'credit' CHECK (direction IN ('credit', 'debit')),
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  stars bigint NOT NULL DEFAULT 0 CHECK (stars >= 0), -- stars that are taken back
  bonus_stars bigint NOT NULL DEFAULT 0 CHECK (bonus_stars >= 0),
  reason text NOT NULL,
  note text NOT NULL CHECK (length(note) <= 2000),
  request_key text NOT NULL UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200), -- a second click finds the first request
  requested_by bigint NOT NULL REFERENCES staff,
  needs_approval boolean NOT NULL DEFAULT false, -- set by the limits, never taken back
  approved_by bigint REFERENCES staff,
  -- Where the coins go. The network is that of the payment; the address comes from the user and is kept encrypted.
  network text,
  currency text,
  address_sealed text,
  address_hint text, -- first and last characters, for people
  address_confirmed_at timestamptz,
  candidate_sealed text, -- typed, shown back, not confirmed yet
  ready_at timestamptz, -- not sent before this
  -- What is known about the sending.
  attempts integer NOT NULL DEFAULT 0,
  started_at timestamptz, -- of the last attempt, written before the provider is called
  accepted_at timestamptz, -- the provider took the order of the last attempt
  looked_at timestamptz, -- when the provider was last asked what became of it
  seen_status text, -- what it said
  journal_id uuid, -- the journal that moved the money, or set it aside
  settlement_id uuid, -- the journal that let the set-aside money go
  error text, -- code of the last refusal
  changed_by text NOT NULL, -- staff:7, user:42, system
  remark text NOT NULL DEFAULT '', -- why the last change was made
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT refunds_two_people CHECK (approved_by <> requested_by),
  CONSTRAINT refunds_approved CHECK (NOT needs_approval OR approved_by IS NOT NULL OR status IN ('requested', 'rejected', 'cancelled')),
  CONSTRAINT refunds_form CHECK (CASE kind
    WHEN 'refund' THEN order_id IS NOT NULL AND original_id IS NOT NULL AND direction = 'credit'
      AND (destination = 'balance' OR (invoice_id IS NOT NULL AND network IS NOT NULL AND currency IS NOT NULL))
    ELSE destination = 'balance' AND original_id IS NULL AND stars = 0 AND bonus_stars = 0 END),
  CONSTRAINT refunds_money CHECK (status <> 'done' OR journal_id IS NOT NULL),
  CONSTRAINT refunds_address CHECK (destination = 'balance' OR status NOT IN ('executing', 'unknown') OR address_sealed IS NOT NULL)
);
-- The provider tells the state of an invoice, not of a refund: with two at once nobody could say which one it means.
CREATE UNIQUE INDEX refunds_one_per_invoice ON refunds (invoice_id) WHERE destination = 'address' AND status NOT IN ('rejected', 'cancelled');
CREATE INDEX refunds_user ON refunds (user_id, created_at DESC);
CREATE INDEX refunds_order ON refunds (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX refunds_original ON refunds (original_id) WHERE original_id IS NOT NULL;
CREATE INDEX refunds_status ON refunds (status, id);
CREATE INDEX refunds_created ON refunds (created_at, id);

-- Every state that a refund was in, for ever; written by a trigger, so that no way around it exists.
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
CREATE TRIGGER refund_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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
  -- The sum of a day counts by the database's own time, whatever a caller says.
  NEW.created_at := now();
  -- Requests for one user take turns, so that the sum of the day is right: a large sum in small parts is a large sum.
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
  IF (NEW.id, NEW.gave, NEW.kind, NEW.user_id, NEW.destination, NEW.direction, NEW.asset, NEW.amount, NEW.stars, NEW.bonus_stars, NEW.request_key,
      NEW.requested_by, NEW.needs_approval, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.gave, OLD.kind, OLD.user_id, OLD.destination, OLD.direction, OLD.asset, OLD.amount, OLD.stars, OLD.bonus_stars, OLD.request_key,
      OLD.requested_by, OLD.needs_approval, OLD.created_at)
    OR (NEW.order_id, NEW.invoice_id, NEW.original_id) IS DISTINCT FROM (OLD.order_id, OLD.invoice_id, OLD.original_id)
    OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    OR (OLD.journal_id IS NOT NULL AND NEW.journal_id IS DISTINCT FROM OLD.journal_id)
    OR (OLD.settlement_id IS NOT NULL AND NEW.settlement_id IS DISTINCT FROM OLD.settlement_id) THEN
    RAISE EXCEPTION 'this is fixed when a refund is requested' USING ERRCODE = 'RF003';
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (SELECT FROM refund_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
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
    INSERT INTO refund_events (refund_id, actor, to_status, remark) VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.note);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO refund_events (refund_id, actor, from_status, to_status, error, remark)
    VALUES (NEW.id, NEW.changed_by, OLD.status, NEW.status, NEW.error, NEW.remark);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER refunds_recorded AFTER INSERT OR UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION refund_recorded();

-- Since when a refund of ours is under way or done at the provider: its news about money going back are then no surprise.
ALTER TABLE invoices ADD COLUMN refund_asked_at timestamptz;

GRANT SELECT, INSERT, UPDATE ON refunds TO starboard_app;
GRANT SELECT, UPDATE ON refund_limits TO starboard_app;
GRANT SELECT ON refund_transitions, refund_events TO starboard_app;
GRANT SELECT ON refunds, refund_limits, refund_events TO starboard_panel;
