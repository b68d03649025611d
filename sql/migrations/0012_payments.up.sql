-- Payments: invoices at the payment provider, and the provider's reports about them.
--
--   invoices                 the amount that a user should pay, and the amount that came
--   provider_events          every webhook, and every answer that brought news
--   provider_event_results   the result of each event
--
-- Why the received and the booked amount are two columns: only the difference is posted, so the same report
-- twice gives nothing twice (docs/adr/0005-payment-confirmation-rules.md).
-- Locks: none; the tables are new.

CREATE TABLE invoices (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE REFERENCES orders, -- a new try is a new order, at the price of its day
  provider text NOT NULL DEFAULT 'heleket',
  -- Our name for it at the provider. A repeated create finds the invoice by this name.
  provider_order_id text NOT NULL UNIQUE,
  provider_uuid text UNIQUE, -- NULL until the provider answered
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  -- The provider's last confirmed status; 'creating' before.
  status text NOT NULL DEFAULT 'creating',
  is_final boolean NOT NULL DEFAULT false,
  url text,
  expires_at timestamptz,
  -- The last confirmed received amount, in minor units of `asset`.
  received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
  booked bigint NOT NULL DEFAULT 0 CHECK (booked >= 0), -- what of it is in the ledger
  -- The part of `booked` that went to the buyer's balance. It is stored because every screen shows it.
  credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0),
  fee bigint NOT NULL DEFAULT 0 CHECK (fee >= 0), -- what the provider kept of it, as posted
  facts jsonb, -- the provider's last confirmed answer
  journal_id uuid, -- the latest journal that booked some of it
  next_check_at timestamptz, -- when the poller looks; NULL: it needs no look
  -- When we asked for the confirmed answer. An older answer never overwrites a newer one.
  checked_at timestamptz,
  -- When the last question to the provider began: by the buyer, or by queueing a poll.
  looked_at timestamptz,
  checks integer NOT NULL DEFAULT 0,
  -- Since when our own refund is under way or done. Then we expect the provider's reports about it.
  refund_asked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invoices_due ON invoices (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX invoices_created ON invoices (created_at, id);

-- One row is one report of the provider: a webhook, or a poll with news. It never changes.
CREATE TABLE provider_events (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source IN ('webhook', 'poll', 'sweep')),
  provider_uuid text NOT NULL,
  provider_order_id text,
  status text NOT NULL,
  -- The number of received coins, as the provider wrote it. More coins under the same status are a new
  -- report.
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
