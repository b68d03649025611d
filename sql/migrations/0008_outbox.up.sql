-- Jobs that a transaction starts.
--
--   outbox          one row is one job, open until its worker is done
--   outbox_notify   wakes the relay that hands jobs to BullMQ
--
-- Why: a job is written in the transaction of its cause, so neither exists without the other, and a loss of
-- Redis loses no job (docs/adr/0004-outbox-before-bullmq.md). The id of the row is the id of the job in
-- BullMQ.
-- Locks: one advisory lock that nobody waits for.

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
CREATE INDEX outbox_open ON outbox (run_at)
  WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL;
CREATE INDEX outbox_relayed ON outbox (relayed_at)
  WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE done_at IS NULL AND failed_at IS NOT NULL;
SELECT create_month_partitions('outbox', current_date, 3);

-- PostgreSQL commits transactions that notify only one after another, each with its own write to disk. So
-- only one at a time notifies. Shortly after each notice the relay looks again for the jobs of the others.
CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_try_advisory_xact_lock(hashtext('starboard outbox notice')) THEN
    PERFORM pg_notify('outbox', '');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER outbox_written AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

GRANT SELECT, INSERT, UPDATE ON outbox TO starboard_app;
GRANT SELECT ON outbox TO starboard_panel;
