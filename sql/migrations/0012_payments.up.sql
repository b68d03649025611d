-- Payments: invoices at the payment provider, and what the provider said about them.
--
--   invoices                 what a user was asked to pay, and what came
--   provider_events          every webhook, and every answer that brought news
--   provider_event_results   what became of each
--
-- Why what was received and what was booked are two columns: only the difference is ever posted, so hearing
-- the same news twice gives nothing twice (docs/adr/0005-payment-confirmation-rules.md).
-- Locks: none; the tables are new.

CREATE TABLE invoices (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE REFERENCES orders, -- a new try is a new order, at the price of its day
  provider text NOT NULL DEFAULT 'heleket',
  -- Our name for it at the provider: repeating a create finds it again.
  provider_order_id text NOT NULL UNIQUE,
  provider_uuid text UNIQUE, -- NULL until the provider answered
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  -- The provider's status as last confirmed with it; 'creating' before.
  status text NOT NULL DEFAULT 'creating',
  is_final boolean NOT NULL DEFAULT false,
  url text,
  expires_at timestamptz,
  -- What arrived as last confirmed, in minor units of `asset`.
  received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
  booked bigint NOT NULL DEFAULT 0 CHECK (booked >= 0), -- what of it is in the ledger
  -- What of `booked` went to the buyer's balance. Every screen says it, so it is kept beside what was booked.
  credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0),
  fee bigint NOT NULL DEFAULT 0 CHECK (fee >= 0), -- what the provider kept of it, as posted
  facts jsonb, -- the provider's last confirmed answer
  journal_id uuid, -- the latest journal that booked some of it
  next_check_at timestamptz, -- when the poller looks; NULL: it needs no look
  -- When the confirmed answer was asked for: an older answer never overwrites a newer one.
  checked_at timestamptz,
  -- When a question to the provider was last begun: by the buyer, or by queueing a poll.
  looked_at timestamptz,
  checks integer NOT NULL DEFAULT 0,
  -- Since when a refund of ours is under way or done: the provider's news about it are then no surprise.
  refund_asked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invoices_due ON invoices (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX invoices_created ON invoices (created_at, id);

-- One row is one thing that the provider said: a webhook, or a poll that brought news. Never changed.
CREATE TABLE provider_events (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source IN ('webhook', 'poll', 'sweep')),
  provider_uuid text NOT NULL,
  provider_order_id text,
  status text NOT NULL,
  -- How many coins had come, in the provider's words: more of them under the same status is other news.
  came text NOT NULL DEFAULT '',
  signature_form text, -- which rendering of the body matched its signature (webhooks)
  body text NOT NULL,
  ip text,
  correlation_id text,
  received_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_uuid, status, came, source)
);
CREATE INDEX provider_events_received ON provider_events (received_at, id);
CREATE TRIGGER provider_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE provider_event_results (
  event_id uuid PRIMARY KEY REFERENCES provider_events,
  outcome text NOT NULL,
  detail text,
  journal_id uuid,
  processed_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE ON invoices TO starboard_app;
GRANT SELECT, INSERT ON provider_events, provider_event_results TO starboard_app;
GRANT SELECT ON invoices, provider_events, provider_event_results TO starboard_panel;
