-- Reconciliation: sweeps over the provider's list, and the breaks that they and the payment rules find.
--
--   sweeps            one comparison of the provider's list with our invoices
--   statement_rows    the rows of a file that a sweep compares
--   breaks            one difference between the provider and us; break_events has its history
--   break_list        breaks as the back office lists them
--   payment_reports   the payments of a day, as they were after its end
--
-- Why a break is a row: it is decided once, for the state that was seen (docs/adr/0019-breaks-and-sweeps.md).
-- Locks: none; the tables are new.

CREATE TABLE sweeps (
  id uuid PRIMARY KEY,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  started_by text NOT NULL, -- system, cli, staff:7
  -- The provider's list, or a file of it.
  source text NOT NULL DEFAULT 'list' CHECK (source IN ('list', 'statement')),
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

-- They are removed when their sweep ends. If a crash loses them, nothing is lost.
CREATE UNLOGGED TABLE statement_rows (
  statement_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  line integer NOT NULL, -- of the file
  invoice jsonb NOT NULL,
  PRIMARY KEY (statement_id, created_at, line)
);

-- `subject` is the id of our invoice, or the provider's id if we have none.
CREATE TABLE breaks (
  id uuid PRIMARY KEY,
  class text NOT NULL CHECK (class IN ('missing_at_provider', 'missing_with_us', 'amount', 'currency',
    'status', 'duplicate', 'paid_not_delivered', 'delivered_not_paid',
    'unreadable', -- a row of the provider's list that cannot be read
    'owner_gone', -- money for somebody who deleted the account; it stays in suspense until it is claimed
    -- between a supplier of stars and us
    'supply_missing_at_supplier', 'supply_missing_with_us', 'supply_stars', 'supply_recipient',
    'supply_status', 'supply_paid_not_delivered', 'supply_twice')),
  subject text NOT NULL,
  -- A sweep may close a break that a sweep found, if the difference is gone.
  source text NOT NULL CHECK (source IN ('sweep', 'settlement', 'supply')),
  invoice_id uuid REFERENCES invoices,
  order_id uuid REFERENCES orders,
  provider_uuid text,
  asset text,
  amount bigint CHECK (amount >= 0), -- minor units at stake, where that is known
  -- When the compared invoice was made. A later sweep over that time may find the break healed.
  subject_at timestamptz,
  detail jsonb NOT NULL DEFAULT '{}', -- both sides as they were compared
  stands jsonb, -- both sides as they are since a person resolved it: the same again is no news
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
  -- The amount that a resolution gave to a user's balance, and who decided it.
  credited bigint CHECK (credited > 0), -- minor units
  credited_asset text,
  credited_to bigint REFERENCES users,
  credited_by bigint REFERENCES staff,
  approved_by bigint REFERENCES staff,
  CHECK ((status = 'resolved')
    = (resolution IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL)),
  CHECK (approved_by <> credited_by)
);
-- If a difference is found again, it is the same break until it is resolved.
CREATE UNIQUE INDEX breaks_open ON breaks (class, subject) WHERE status = 'open';
CREATE INDEX breaks_subject ON breaks (subject, class);
CREATE INDEX breaks_invoice ON breaks (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX breaks_order ON breaks (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX breaks_journal ON breaks (journal_id) WHERE journal_id IS NOT NULL;
CREATE INDEX breaks_opened ON breaks (opened_at, id);
CREATE INDEX breaks_credited ON breaks (credited_to, resolved_at) WHERE credited_to IS NOT NULL;

-- Everything that happened to a break. It has no foreign key to staff, because rows outlive their author.
CREATE TABLE break_events (
  id uuid PRIMARY KEY,
  break_id uuid NOT NULL REFERENCES breaks,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL CHECK (action IN ('opened', 'owner', 'remark', 'asked', 'declined', 'resolved')),
  note text NOT NULL DEFAULT ''
);
CREATE INDEX break_events_break ON break_events (break_id, id);
CREATE TRIGGER break_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON break_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE VIEW break_list AS
SELECT b.id, b.class, b.subject, b.source, b.invoice_id, b.order_id, b.provider_uuid, b.asset, b.amount,
  b.subject_at, b.detail, b.stands, b.status, b.owner_id, b.remark, b.opened_at, b.seen_at,
  b.resolution, b.resolved_by, b.resolved_at, b.journal_id, b.refund_id, o.user_id, s.name AS owner_name,
  CASE WHEN b.status = 'resolved' THEN NULL ELSE age_of(b.opened_at) END AS age
FROM breaks b LEFT JOIN orders o ON o.id = b.order_id LEFT JOIN staff s ON s.id = b.owner_id;

-- One row is one day (UTC). It never changes.
CREATE TABLE payment_reports (
  day date PRIMARY KEY,
  report jsonb NOT NULL, -- totals by status, amounts by asset, breaks, clearing; amounts are decimal texts
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER payment_reports_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_reports
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON sweeps, breaks TO starboard_app;
GRANT SELECT, INSERT, DELETE ON statement_rows TO starboard_app;
GRANT SELECT, INSERT ON break_events, payment_reports TO starboard_app;
GRANT SELECT ON break_list TO starboard_app;
GRANT SELECT ON sweeps, breaks, break_events, break_list, payment_reports TO starboard_panel;
