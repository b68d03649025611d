-- The ledger, 4 of 6: sealing, after the posting.
--
--   block                            a range of the log with its hash and the hash before it
--   horizon                          the position up to which every posting has ended
--   closing, closing_balance         the head of the chain and the balances at the end of each day (UTC)
--   publication                      which closings were written outside the database
--   journal_link, backdated          other data for fast searches, written when a block is sealed
--   seal, digest, block_hash         make the blocks
--   close_days, closing_balances_from   close the days; mark_published notes that one was published
--   sealed_position, last_position   the end of the chain and of the log
--   views                            blocks, closings
--
-- Why: one published hash is enough to prove that no row before it was changed
-- (docs/adr/0012-sealing-and-proof.md). Some indexes are filled here and not in the posting, because here
-- nobody waits.
-- Locks: one advisory lock, so that one run seals at a time. No posting waits for it, and it waits for none.

------------------------------------------------------------ tables

-- A block seals the transfers of a range of positions. Its hash covers every row and the hash before it.
CREATE TABLE ledger.block (
  number bigint PRIMARY KEY,
  first_position bigint NOT NULL,
  last_position bigint NOT NULL,
  transfers integer NOT NULL,
  gaps bigint[] NOT NULL, -- positions of the range that no transfer has (their posting was rolled back)
  digests bytea NOT NULL, -- 8 bytes per transfer, in order: with them a broken row can be named
  last_recorded_at timestamptz,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER block_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.block
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The position up to which every posting has ended, so that no more rows can appear below it.
CREATE TABLE ledger.horizon (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position bigint NOT NULL,
  next_xid xid8 NOT NULL, -- when every transaction below it has ended, `position` can be sealed
  at timestamptz NOT NULL
);

-- The head of the chain at the end of each day (UTC), and the balance of every kind of account. It is also
-- published outside.
CREATE TABLE ledger.closing (
  day date PRIMARY KEY,
  block bigint NOT NULL,
  position bigint NOT NULL,
  hash bytea NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER closing_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.closing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TABLE ledger.closing_balance (
  day date NOT NULL,
  kind text NOT NULL,
  asset_id smallint NOT NULL,
  balance numeric NOT NULL,
  PRIMARY KEY (day, kind, asset_id)
);
CREATE TRIGGER closing_balance_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.closing_balance
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Closings that were written outside the database (log, webhook).
CREATE TABLE ledger.publication (
  day date PRIMARY KEY,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER publication_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.publication
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- From an order, invoice, refund or ticket to its journals.
CREATE TABLE ledger.journal_link (
  link_id uuid NOT NULL,
  journal_id uuid NOT NULL,
  PRIMARY KEY (link_id, journal_id)
);
CREATE TRIGGER journal_link_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.journal_link
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Entries whose effective date differs from the time when they were recorded.
CREATE TABLE ledger.backdated (
  account_id bigint NOT NULL,
  effective_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  amount bigint NOT NULL, -- signed
  position bigint NOT NULL,
  PRIMARY KEY (account_id, effective_at, position)
);
CREATE INDEX backdated_position ON ledger.backdated (position);
CREATE TRIGGER backdated_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.backdated
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------ sealing

-- Seals the complete positions, at most `p_blocks` blocks of 1024, and closes the days that have ended. It
-- waits for nobody and blocks nobody: while a posting still runs, the horizon does not move until the next
-- run. If two runs happen at the same time, the second does nothing. Run it alone, in READ COMMITTED. Returns
-- the number of new blocks.
CREATE FUNCTION ledger.seal(p_blocks integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  bound ledger.horizon;
  candidate bigint;
  candidate_at timestamptz;
  running xid8;
  block ledger.block;
  previous ledger.block;
  rows_hash bytea;
  made integer := 0;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL
    OR current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'ledger.seal needs a transaction of its own, in READ COMMITTED'
      USING ERRCODE = 'active_sql_transaction';
  END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0)) THEN RETURN 0; END IF;
  SELECT * INTO bound FROM ledger.horizon;
  -- A horizon from an older cluster, restored into a younger one, has no meaning here.
  IF bound.next_xid > pg_snapshot_xmax(pg_current_snapshot()) THEN bound := NULL; END IF;
  SELECT * INTO previous FROM ledger.block ORDER BY number DESC LIMIT 1;
  IF bound.position IS NULL OR bound.position <= coalesce(previous.last_position, 0) THEN
    -- Every posting with a position up to now has ended or runs now. It updated balances first, so it already
    -- has its transaction id.
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO candidate FROM ledger.transfer_position;
    candidate_at := clock_timestamp();
    -- Read now, so it is above all these ids (the snapshot's xmax may be lower).
    running := pg_current_xact_id();
    bound := ROW(true, candidate, running, candidate_at);
    IF pg_snapshot_xmin(pg_current_snapshot()) < running THEN
      INSERT INTO ledger.horizon VALUES (true, candidate, running, candidate_at)
      ON CONFLICT (singleton) DO UPDATE
      SET position = excluded.position, next_xid = excluded.next_xid, at = excluded.at;
      RETURN 0;
    END IF;
  ELSIF pg_snapshot_xmin(pg_current_snapshot()) < bound.next_xid THEN
    RETURN 0;
  END IF;

  WHILE made < p_blocks AND coalesce(previous.last_position, 0) < bound.position LOOP
    block := NULL;
    block.number := coalesce(previous.number, 0) + 1;
    block.first_position := coalesce(previous.last_position, 0) + 1;
    block.last_position := least(block.first_position + 1023, bound.position);
    block.previous := coalesce(previous.hash, sha256('starboard ledger'));
    WITH d AS MATERIALIZED (
      SELECT t.position, t.recorded_at, ledger.digest(t) AS digest FROM ledger.transfer t
      WHERE t.position BETWEEN block.first_position AND block.last_position
    )
    SELECT count(*), coalesce(string_agg(substring(d.digest FOR 8), '' ORDER BY d.position), ''),
      coalesce(string_agg(d.digest, '' ORDER BY d.position), ''), max(d.recorded_at),
      ARRAY(SELECT p FROM generate_series(block.first_position, block.last_position) p
        EXCEPT SELECT g.position FROM d g ORDER BY 1)
    INTO block.transfers, block.digests, rows_hash, block.last_recorded_at, block.gaps FROM d;
    block.hash := ledger.block_hash(block, rows_hash);
    block.sealed_at := clock_timestamp();
    INSERT INTO ledger.block VALUES (block.*);
    INSERT INTO ledger.journal_link (link_id, journal_id)
    SELECT DISTINCT l.id, t.journal_id
    FROM ledger.transfer t, unnest(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id]) l (id)
    WHERE t.position BETWEEN block.first_position AND block.last_position AND t.line = 1 AND l.id IS NOT NULL
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.backdated (account_id, effective_at, recorded_at, amount, position)
    SELECT x.account, t.effective_at, t.recorded_at, x.amount, t.position
    FROM ledger.transfer t, LATERAL (VALUES (t.debit, -t.amount), (t.credit, t.amount)) x (account, amount)
    WHERE t.position BETWEEN block.first_position AND block.last_position AND t.effective_at IS NOT NULL
    ON CONFLICT DO NOTHING;
    previous := block;
    made := made + 1;
  END LOOP;
  IF coalesce(previous.last_position, 0) >= bound.position AND previous.number IS NOT NULL THEN
    PERFORM ledger.close_days(previous, bound.at);
  END IF;
  RETURN made;
END
$$;

-- SHA-256 over all values of a transfer. It has no search path, so that PostgreSQL can inline it into the
-- statements of its callers. They have one.
CREATE FUNCTION ledger.digest(t ledger.transfer) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    t.position, t.journal_id, t.line, t.debit, t.credit, t.amount,
    t.debit_seq, t.credit_seq, t.debit_after, t.credit_after,
    (extract(epoch FROM t.recorded_at) * 1000000)::bigint,
    CASE WHEN isfinite(t.effective_at) THEN to_jsonb((extract(epoch FROM t.effective_at) * 1000000)::bigint)
      ELSE to_jsonb(t.effective_at::text) END,
    t.kind::text, t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id,
    t.reason, t.actor, t.correlation)::text, 'UTF8'))
$$;

-- The hash of a block. It covers the hash before, its own numbers, and the SHA-256 of every row.
CREATE FUNCTION ledger.block_hash(b ledger.block, rows_hash bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(b.previous || int8send(b.number) || int8send(b.first_position) || int8send(b.last_position)
    || int8send(b.transfers) || rows_hash)
$$;

------------------------------------------------------------ closing days

-- Writes the closing of every day (UTC) that ended before `p_at`, if everything up to then is sealed.
CREATE FUNCTION ledger.close_days(p_head ledger.block, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last ledger.closing;
  today date := (p_at AT TIME ZONE 'UTC')::date;
  ended date;
BEGIN
  SELECT * INTO last FROM ledger.closing ORDER BY day DESC LIMIT 1;
  ended := coalesce(last.day + 1, today - 1);
  WHILE ended < today LOOP
    INSERT INTO ledger.closing (day, block, position, hash)
    VALUES (ended, p_head.number, p_head.last_position, p_head.hash);
    INSERT INTO ledger.closing_balance (day, kind, asset_id, balance)
    SELECT ended, n.kind, n.asset_id, n.sum FROM ledger.closing_balances_from(last, p_head.last_position) n;
    SELECT * INTO last FROM ledger.closing ORDER BY day DESC LIMIT 1;
    ended := ended + 1;
  END LOOP;
END
$$;

-- The balance of every kind of account at `p_position`: an earlier closing (NULL: zero) plus the later
-- transfers.
CREATE FUNCTION ledger.closing_balances_from(p_base ledger.closing, p_position bigint)
RETURNS TABLE (kind text, asset_id smallint, sum numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.kind, n.asset_id, sum(n.delta)
  FROM (
    SELECT a.kind, a.asset_id, e.delta
    FROM (
      SELECT m.account, sum(m.delta) AS delta
      FROM (
        SELECT t.debit AS account, -t.amount AS delta FROM ledger.transfer t
        WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
        UNION ALL
        SELECT t.credit, t.amount FROM ledger.transfer t
        WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
      ) m GROUP BY m.account
    ) e JOIN ledger.account a ON a.id = e.account
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = p_base.day
  ) n GROUP BY n.kind, n.asset_id
$$;

-- Notes that a closing was written outside the database.
CREATE FUNCTION ledger.mark_published(p_day date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO ledger.publication (day) VALUES (p_day) ON CONFLICT DO NOTHING
$$;

------------------------------------------------------------ the ends of chain and log

-- The last sealed position. Later rows are not yet in the tables that sealing fills.
CREATE FUNCTION ledger.sealed_position() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT b.last_position FROM ledger.block b ORDER BY b.number DESC LIMIT 1), 0)
$$;

-- The last position that was given out. No transfer comes after it.
CREATE FUNCTION ledger.last_position() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.transfer_position
$$;

------------------------------------------------------------ what readers see

CREATE VIEW ledger.blocks AS
SELECT number, first_position, last_position, transfers, encode(hash, 'hex') AS hash, sealed_at
FROM ledger.block;

CREATE VIEW ledger.closings AS
SELECT c.day, c.block, c.position, encode(c.hash, 'hex') AS hash, c.closed_at, p.published_at
FROM ledger.closing c LEFT JOIN ledger.publication p USING (day);

------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.seal, ledger.mark_published TO starboard_app;
GRANT EXECUTE ON FUNCTION ledger.sealed_position, ledger.last_position TO starboard_app, starboard_panel;
GRANT SELECT ON ledger.blocks, ledger.closings TO starboard_app, starboard_panel;
