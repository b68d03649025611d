-- Reconciliation: sweeps over the provider's list, and the breaks that they and the payment rules find.
CREATE TABLE sweeps (
  id uuid PRIMARY KEY,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  started_by text NOT NULL, -- system, cli, staff:7
  source text NOT NULL DEFAULT 'list' CHECK (source IN ('list', 'statement')), -- the provider's list, or a file of it
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'failed')),
  provider_rows bigint NOT NULL DEFAULT 0,
  our_rows bigint NOT NULL DEFAULT 0,
  matched bigint NOT NULL DEFAULT 0,
  healed bigint NOT NULL DEFAULT 0,
  opened bigint NOT NULL DEFAULT 0,
  closed bigint NOT NULL DEFAULT 0,
  error text,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(), -- its last sign of life: one that is silent for long was killed
  finished_at timestamptz,
  CHECK (from_at < to_at)
);
CREATE INDEX sweeps_started ON sweeps (started_at DESC);

-- One row is one difference between the provider and us. `subject` is our invoice's id, or the provider's where we have none.
CREATE TABLE breaks (
  id uuid PRIMARY KEY,
  class text NOT NULL CHECK (class IN ('missing_at_provider', 'missing_with_us', 'amount', 'currency', 'status', 'duplicate',
    'paid_not_delivered', 'delivered_not_paid')),
  subject text NOT NULL,
  source text NOT NULL CHECK (source IN ('sweep', 'settlement')), -- what a sweep found, a sweep may find healed
  invoice_id uuid REFERENCES invoices,
  order_id uuid REFERENCES orders,
  provider_uuid text,
  asset text,
  amount bigint CHECK (amount >= 0), -- minor units at stake, where that is known
  subject_at timestamptz, -- when the compared invoice was made: a later sweep over that time may find the break healed
  detail jsonb NOT NULL DEFAULT '{}', -- both sides as they were compared
  stands jsonb, -- both sides as they stand since a person resolved it: the same again is no news
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
  owner_id bigint REFERENCES staff,
  remark text NOT NULL DEFAULT '',
  opened_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(), -- when it was last found
  resolution text CHECK (resolution IN ('healed', 'credit', 'refund', 'write_off', 'link', 'ignore')),
  resolved_by text,
  resolved_at timestamptz,
  journal_id uuid, -- the journal that resolved it
  refund_id uuid, -- the refund that resolved it
  CHECK ((status = 'resolved') = (resolution IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL))
);
-- A difference that is found again is the same break until it is resolved.
CREATE UNIQUE INDEX breaks_open ON breaks (class, subject) WHERE status = 'open';
CREATE INDEX breaks_subject ON breaks (subject, class);
CREATE INDEX breaks_invoice ON breaks (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX breaks_order ON breaks (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX breaks_opened ON breaks (opened_at, id);

-- Everything that happened to a break. No foreign key to staff: rows outlive their author.
CREATE TABLE break_events (
  id uuid PRIMARY KEY,
  break_id uuid NOT NULL REFERENCES breaks,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL CHECK (action IN ('opened', 'owner', 'remark', 'resolved')),
  note text NOT NULL DEFAULT ''
);
CREATE INDEX break_events_break ON break_events (break_id, id);
CREATE TRIGGER break_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON break_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows of a provider's statement that is compared now; they go when its sweep ends. Losing them to a crash is no loss.
CREATE UNLOGGED TABLE statement_rows (
  statement_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  line integer NOT NULL, -- of the file
  invoice jsonb NOT NULL,
  PRIMARY KEY (statement_id, created_at, line)
);

-- One row is one day (UTC) of payments as it stood when the day was over. Never changed.
CREATE TABLE payment_reports (
  day date PRIMARY KEY,
  report jsonb NOT NULL, -- totals by status, amounts by asset, breaks, clearing; amounts are decimal texts
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER payment_reports_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE VIEW break_list AS
SELECT b.*, o.user_id, s.name AS owner_name,
  CASE WHEN b.status = 'resolved' THEN NULL
    WHEN now() - b.opened_at < interval '1 hour' THEN '0-1 h'
    WHEN now() - b.opened_at < interval '24 hours' THEN '1-24 h'
    WHEN now() - b.opened_at < interval '3 days' THEN '1-3 d'
    ELSE 'older' END AS age
FROM breaks b LEFT JOIN orders o ON o.id = b.order_id LEFT JOIN staff s ON s.id = b.owner_id;

GRANT SELECT, INSERT, UPDATE ON sweeps, breaks TO starboard_app;
GRANT SELECT, INSERT ON break_events TO starboard_app;
GRANT SELECT ON break_list TO starboard_app;
GRANT SELECT, INSERT, DELETE ON statement_rows TO starboard_app;
GRANT SELECT, INSERT ON payment_reports TO starboard_app;
GRANT SELECT ON sweeps, breaks, break_events, break_list, payment_reports TO starboard_panel;
