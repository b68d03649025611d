-- Invoices at the payment provider, what the provider said about them, and the outbox.
CREATE TABLE invoices (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL UNIQUE REFERENCES orders, -- one invoice per order: a new try is a new order at the price of its day
  provider text NOT NULL DEFAULT 'heleket',
  provider_order_id text NOT NULL UNIQUE, -- our name for it at the provider: repeating a create finds it again
  provider_uuid text UNIQUE, -- NULL until the provider answered
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status text NOT NULL DEFAULT 'creating', -- the provider's status as last confirmed with it; 'creating' before
  is_final boolean NOT NULL DEFAULT false,
  url text,
  expires_at timestamptz,
  received bigint NOT NULL DEFAULT 0 CHECK (received >= 0), -- what arrived as last confirmed, in minor units of `asset`
  booked bigint NOT NULL DEFAULT 0 CHECK (booked >= 0), -- what of it stands in the ledger: only the difference is ever posted
  fee bigint NOT NULL DEFAULT 0 CHECK (fee >= 0), -- what the provider kept of it, as posted
  facts jsonb, -- the provider's last confirmed answer
  journal_id uuid, -- the latest journal that booked some of it
  next_check_at timestamptz, -- when the poller looks; NULL: settled
  checked_at timestamptz, -- when the confirmed answer was asked for: an older answer never overwrites a newer one
  looked_at timestamptz, -- when a question to the provider was last begun: by the buyer, or by queueing a poll
  checks integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX invoices_due ON invoices (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX invoices_created ON invoices (created_at, id);

-- One row is one thing the provider said: a webhook, or a poll that brought news. Never changed.
CREATE TABLE provider_events (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source IN ('webhook', 'poll', 'sweep')),
  provider_uuid text NOT NULL,
  provider_order_id text,
  status text NOT NULL,
  came text NOT NULL DEFAULT '', -- how many coins had come, as it was told: more of them under the same status is other news
  signature_form text, -- which rendering of the body matched its signature (webhooks)
  body text NOT NULL,
  ip text,
  correlation_id text,
  received_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_uuid, status, came, source)
);
CREATE INDEX provider_events_received ON provider_events (received_at, id);
CREATE TRIGGER provider_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What processing made of an event.
CREATE TABLE provider_event_results (
  event_id uuid PRIMARY KEY REFERENCES provider_events,
  outcome text NOT NULL,
  detail text,
  journal_id uuid,
  processed_at timestamptz NOT NULL DEFAULT now()
);

-- Jobs are written here in the transaction that causes them; the relay hands them to BullMQ with their id as job id.
-- A row is open until its worker is done, so losing Redis loses no job.
CREATE TABLE outbox (
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  job text NOT NULL,
  payload jsonb NOT NULL,
  run_at timestamptz NOT NULL DEFAULT now(),
  correlation_id text,
  relayed_at timestamptz,
  done_at timestamptz,
  failed_at timestamptz,
  error text,
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX outbox_open ON outbox (run_at) WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL;
CREATE INDEX outbox_relayed ON outbox (relayed_at) WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE done_at IS NULL AND failed_at IS NOT NULL;
SELECT create_month_partitions('outbox', current_date, 3);

-- Creates the partitions of the coming months for every table that is partitioned by month. The application may call it
-- though it may not create tables.
CREATE FUNCTION create_partitions_ahead() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parent regclass;
BEGIN
  FOR parent IN SELECT oid FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace LOOP
    PERFORM create_month_partitions(parent, current_date, 3);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION create_partitions_ahead() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION create_partitions_ahead() TO starboard_app;

-- Wakes the relay. PostgreSQL lets transactions that notify commit only one after another, each with its own write to
-- disk; so only one at a time does it, and the relay looks again shortly after each notice for those beside it.
CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_try_advisory_xact_lock(hashtext('starboard outbox notice')) THEN
    PERFORM pg_notify('outbox', '');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER outbox_written AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

GRANT SELECT, INSERT, UPDATE ON invoices, outbox TO starboard_app;
GRANT SELECT, INSERT ON provider_events, provider_event_results TO starboard_app;
GRANT SELECT ON invoices, provider_events, provider_event_results, outbox TO starboard_panel;
