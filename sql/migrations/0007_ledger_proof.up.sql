-- The ledger, 6 of 6: proof.
--
--   checkpoint, set_checkpoint    the position of the check
--   verify_block                  compares a sealed block with its rows
--   check_entries, check_head     every entry follows from the one before it in its account
--   check_accounts                every account is what its number says, with the floor of its kind
--   check_links                   every link has its journal
--   check_closing, check_end      closings follow from each other, and no sealed row is gone
--   check_sums                    the balances of each asset add up to zero
--   view                          checkpoints
--
-- Why in the database: the proof must read the tables and not trust the code. Each function returns problems,
-- or nothing if all is well, and looks at a bounded number of rows.
-- Locks: none. The functions only read; set_checkpoint writes one row.

-- The position of the integrity check in the log, and in its rounds over accounts and blocks.
CREATE TABLE ledger.checkpoint (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position bigint NOT NULL,
  account bigint NOT NULL,
  block bigint NOT NULL,
  checked_at timestamptz NOT NULL
);

-- Stores what was checked and is right: everything up to a position, and the positions of the rounds over
-- accounts and blocks.
CREATE FUNCTION ledger.set_checkpoint(p_position bigint, p_account bigint, p_block bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO ledger.checkpoint VALUES (true, p_position, p_account, p_block, clock_timestamp())
  ON CONFLICT (singleton) DO UPDATE
  SET position = excluded.position, account = excluded.account, block = excluded.block,
    checked_at = excluded.checked_at
$$;

CREATE VIEW ledger.checkpoints AS SELECT position, account, block, checked_at FROM ledger.checkpoint;

------------------------------------------------------------ blocks

-- Compares a sealed block with its rows. Returns the first wrong row: changed, missing or inserted. Or
-- `chain` if the block itself was changed. Or data that was written at sealing and does not match its row.
CREATE FUNCTION ledger.verify_block(p_number bigint)
RETURNS TABLE (problem text, "position" bigint, journal_id uuid, line smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  b ledger.block;
  before ledger.block;
  rows_hash bytea;
  latest timestamptz;
BEGIN
  SELECT * INTO b FROM ledger.block WHERE number = p_number;
  SELECT * INTO before FROM ledger.block WHERE number = p_number - 1;
  WITH wanted AS (
    SELECT p, substring(b.digests FROM ((row_number() OVER (ORDER BY p)) * 8 - 7)::integer FOR 8) AS digest
    FROM generate_series(b.first_position, b.last_position) p WHERE p <> ALL (b.gaps)
  ), stored AS MATERIALIZED (
    SELECT t.position AS p, t.journal_id, t.line, t.recorded_at, ledger.digest(t) AS digest,
      row_number() OVER (PARTITION BY t.position ORDER BY t.journal_id, t.line) AS copy
    FROM ledger.transfer t WHERE t.position BETWEEN b.first_position AND b.last_position
  ), off AS (
    SELECT
      CASE WHEN s.p IS NULL THEN 'missing' WHEN w.p IS NULL OR s.copy > 1 THEN 'inserted' ELSE 'changed' END
        AS problem,
      coalesce(w.p, s.p) AS position, s.journal_id, s.line
    FROM wanted w FULL JOIN stored s ON s.p = w.p
    WHERE s.p IS NULL OR w.p IS NULL OR s.copy > 1 OR substring(s.digest FOR 8) <> w.digest
    ORDER BY 2, 1 LIMIT 1
  )
  SELECT off.problem, off.position, off.journal_id, off.line,
    (SELECT coalesce(string_agg(s.digest, '' ORDER BY s.p), '') FROM stored s),
    (SELECT max(s.recorded_at) FROM stored s)
  INTO problem, position, journal_id, line, rows_hash, latest
  FROM (SELECT) nothing LEFT JOIN off ON true;
  IF problem IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF b.number IS NULL OR b.hash IS DISTINCT FROM ledger.block_hash(b, rows_hash)
    OR b.previous IS DISTINCT FROM coalesce(before.hash, sha256('starboard ledger'))
    OR b.first_position <> coalesce(before.last_position, 0) + 1
    OR b.last_recorded_at IS DISTINCT FROM latest THEN
    RETURN QUERY
    SELECT 'chain', coalesce(b.first_position, before.last_position + 1), NULL::uuid, NULL::smallint;
    RETURN;
  END IF;
  RETURN QUERY
  SELECT 'a link of it is missing', t.position, t.journal_id, t.line
  FROM ledger.transfer t, unnest(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id]) l (id)
  WHERE t.position BETWEEN b.first_position AND b.last_position AND t.line = 1 AND l.id IS NOT NULL
    AND NOT EXISTS (SELECT FROM ledger.journal_link k WHERE k.link_id = l.id AND k.journal_id = t.journal_id)
  UNION ALL
  SELECT 'its effective date is kept wrongly', coalesce(x.position, k.position), x.journal_id, x.line
  FROM (
    SELECT t.journal_id, t.line, t.position, t.effective_at, t.recorded_at, s.account, s.amount
    FROM ledger.transfer t, LATERAL (VALUES (t.debit, -t.amount), (t.credit, t.amount)) s (account, amount)
    WHERE t.position BETWEEN b.first_position AND b.last_position AND t.effective_at IS NOT NULL
  ) x FULL JOIN (
    SELECT * FROM ledger.backdated d WHERE d.position BETWEEN b.first_position AND b.last_position
  ) k ON (k.account_id, k.position, k.effective_at, k.recorded_at, k.amount)
    = (x.account, x.position, x.effective_at, x.recorded_at, x.amount)
  WHERE x.position IS NULL OR k.position IS NULL
  ORDER BY 2 LIMIT 1;
END
$$;

------------------------------------------------------------ entries

-- Checks the entries with positions above `p_from` up to `p_to`, each with the one before it in its account:
-- the sequence has no gap, the balance follows, the floor is kept, time does not go back. It also checks that
-- journals are complete, and that refunds, reversals, releases and captures are noted with their original
-- and do not exceed it. With `p_heads` it also compares every touched account with its last entry. Returns at
-- most 100 problems, the first ones first.
CREATE FUNCTION ledger.check_entries(p_from bigint, p_to bigint, p_heads boolean)
RETURNS TABLE (problem text, "position" bigint, account_id bigint, seq bigint, journal_id uuid, line smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  -- Read after the snapshot was taken, so no transfer of the snapshot is after it.
  last bigint := ledger.last_position();
BEGIN
  RETURN QUERY
  WITH leg AS MATERIALIZED (
    SELECT e.*, lag(e.seq) OVER w AS before_seq, lag(e.balance_after) OVER w AS before_balance,
      lag(e.recorded_at) OVER w AS before_at, lag(e.position) OVER w AS before_position
    FROM ledger.entries e WHERE e.position > p_from AND e.position <= p_to
    WINDOW w AS (PARTITION BY e.account_id ORDER BY e.seq, e.position)
  ), known AS (
    SELECT l.account_id, l.other_account_id, l.seq, l.side, l.amount, l.balance_after, l.recorded_at,
      l.position, l.journal_id, l.line, l.before_seq,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_balance WHEN l.seq = 1 THEN 0 ELSE p.balance_after END
        AS before_balance,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_at ELSE p.recorded_at END AS before_at,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_position ELSE p.position END AS before_position
    FROM leg l LEFT JOIN LATERAL (
      -- The first entry of an account in this range. The entry before it is outside the range.
      SELECT t.debit_after AS balance_after, t.recorded_at, t.position FROM ledger.transfer t
      WHERE l.before_seq IS NULL AND t.debit = l.account_id AND t.debit_seq = l.seq - 1
      UNION ALL
      SELECT t.credit_after, t.recorded_at, t.position FROM ledger.transfer t
      WHERE l.before_seq IS NULL AND t.credit = l.account_id AND t.credit_seq = l.seq - 1
      LIMIT 1
    ) p ON true
  )
  SELECT x.problem, k.position, k.account_id, k.seq, k.journal_id, k.line
  FROM known k JOIN ledger.balance b ON b.id = k.account_id,
    LATERAL (SELECT CASE
      WHEN k.position NOT BETWEEN 1 AND last THEN 'position outside of the log'
      WHEN k.before_seq = k.seq THEN 'sequence number used twice'
      WHEN k.seq < 1 OR k.seq <> coalesce(k.before_seq + 1, k.seq) OR k.before_balance IS NULL
        THEN 'an entry is missing before'
      WHEN k.amount = 0 OR k.account_id = k.other_account_id OR (k.amount < 0) <> (k.side = 'debit')
        OR ((k.account_id # k.other_account_id) & 15) <> 0
        THEN 'not a movement'
      WHEN k.balance_after::numeric <> k.before_balance::numeric + k.amount THEN 'balance does not follow'
      WHEN k.side = 'debit' AND k.balance_after < b.floor THEN 'below the floor'
      WHEN k.recorded_at < k.before_at OR k.position <= k.before_position
        THEN 'recorded before its predecessor'
    END AS problem) x
  WHERE x.problem IS NOT NULL
  UNION ALL
  SELECT 'no such account', l.position, l.account_id, l.seq, l.journal_id, l.line
  FROM leg l WHERE NOT EXISTS (SELECT FROM ledger.balance b WHERE b.id = l.account_id)
  UNION ALL
  SELECT 'journal is not whole', min(t.position), NULL, NULL, t.journal_id, min(t.line)
  FROM (SELECT DISTINCT l.journal_id FROM leg l) j JOIN ledger.transfer t ON t.journal_id = j.journal_id
  GROUP BY t.journal_id
  HAVING count(*) <> max(t.line) OR min(t.line) <> 1 OR count(t.kind) <> 1
    OR count(t.kind) FILTER (WHERE t.line = 1) <> 1
  UNION ALL
  SELECT x.problem, t.position, NULL, NULL, t.journal_id, t.line
  FROM ledger.transfer t, LATERAL (SELECT CASE
    WHEN NOT EXISTS (
      SELECT FROM ledger.derived d WHERE d.original_id = t.original_id AND d.journal_id = t.journal_id
    ) THEN 'not noted with its original'
    WHEN EXISTS (
      SELECT FROM ledger.against_original(t.original_id, '{}', '{}', '{}') u WHERE u.earlier > u.paid
    ) THEN 'goes beyond its original'
    END AS problem) x
  WHERE t.position > p_from AND t.position <= p_to AND t.original_id IS NOT NULL AND x.problem IS NOT NULL
  UNION ALL
  SELECT h.problem, h.position, h.account_id, h.seq, NULL, NULL
  FROM (SELECT DISTINCT l.account_id AS id FROM leg l WHERE p_heads) a
    JOIN ledger.balance b ON b.id = a.id, LATERAL ledger.check_head(b) h
  ORDER BY 2 NULLS LAST, 1 LIMIT 100;
END
$$;

-- Whether the balance of an account equals the balance after its last entry.
CREATE FUNCTION ledger.check_head(b ledger.balance)
RETURNS TABLE (problem text, "position" bigint, account_id bigint, seq bigint)
LANGUAGE sql STABLE AS $$
  SELECT 'account does not stand where its last entry left it', h.position, b.id, b.seq
  FROM (SELECT) nothing LEFT JOIN LATERAL (
    SELECT u.* FROM (
      (SELECT t.debit_seq AS seq, t.debit_after AS balance, t.position
       FROM ledger.transfer t WHERE t.debit = b.id ORDER BY t.debit_seq DESC LIMIT 1)
      UNION ALL
      (SELECT t.credit_seq, t.credit_after, t.position
       FROM ledger.transfer t WHERE t.credit = b.id ORDER BY t.credit_seq DESC LIMIT 1)
    ) u ORDER BY u.seq DESC LIMIT 1
  ) h ON true
  WHERE b.seq <> coalesce(h.seq, 0) OR b.balance <> coalesce(h.balance, 0)
$$;

------------------------------------------------------------ accounts and links

-- Checks the next `p_count` accounts with numbers above `p_after`. Each must be what its number says, have
-- the floor of its kind, be frozen or not as its events say, and have the balance after its last entry.
-- `last` is the last checked number; NULL at the end.
CREATE FUNCTION ledger.check_accounts(p_after bigint, p_count integer,
  OUT last bigint, OUT problem text, OUT "position" bigint, OUT account_id bigint, OUT seq bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  upto bigint;
BEGIN
  SELECT b.id INTO last FROM ledger.balance b WHERE b.id > p_after ORDER BY b.id OFFSET p_count - 1 LIMIT 1;
  upto := coalesce(last, 9223372036854775807);
  SELECT x.problem, x.position, x.id, x.seq INTO problem, position, account_id, seq
  FROM (
    SELECT coalesce(a.id, b.id) AS id, b.seq, h.position, CASE
      WHEN a.id IS NULL OR b.id IS NULL THEN 'account and balance do not belong together'
      WHEN a.id <> ledger.account_number(k, a.user_id, a.shard, a.asset_id)
        THEN 'account is not what its number says'
      WHEN b.floor <> CASE WHEN k.is_house THEN -9223372036854775808 ELSE 0 END
        THEN 'floor is not that of its kind'
      WHEN b.frozen <> coalesce((
          SELECT e.event = 'frozen' FROM ledger.account_event e WHERE e.account_id = b.id
          ORDER BY e.id DESC LIMIT 1
        ), false)
        THEN 'frozen or not against its events'
      ELSE h.problem END AS problem
    FROM (SELECT * FROM ledger.account a WHERE a.id > p_after AND a.id <= upto) a
      FULL JOIN (SELECT * FROM ledger.balance b WHERE b.id > p_after AND b.id <= upto) b ON b.id = a.id
      LEFT JOIN ledger.account_kind k ON k.kind = a.kind
      LEFT JOIN LATERAL ledger.check_head(b) h ON true
  ) x
  WHERE x.problem IS NOT NULL ORDER BY x.position NULLS LAST, x.id LIMIT 1;
END
$$;

-- Checks that the next `p_count` links above `p_after` have their journals. `last` is the last checked link;
-- NULL at the end.
CREATE FUNCTION ledger.check_links(p_after uuid, p_count integer,
  OUT last uuid, OUT problem text, OUT journal_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  upto uuid;
BEGIN
  SELECT k.link_id INTO last FROM ledger.journal_link k WHERE k.link_id > p_after
  ORDER BY k.link_id OFFSET p_count - 1 LIMIT 1;
  upto := coalesce(last, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  SELECT 'a link names a journal that does not name it', x.journal_id INTO problem, journal_id
  FROM (
    SELECT k.journal_id FROM ledger.journal_link k WHERE k.link_id > p_after AND k.link_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t
        WHERE t.journal_id = k.journal_id AND t.line = 1
          AND k.link_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id))
    UNION ALL
    SELECT d.journal_id FROM ledger.derived d WHERE d.original_id > p_after AND d.original_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t
        WHERE t.journal_id = d.journal_id AND t.line = 1 AND t.original_id = d.original_id)
  ) x LIMIT 1;
END
$$;

------------------------------------------------------------ closings and sums

-- Checks the closing of a day: that the day before is closed too, that its block is in the chain, and that
-- its balances follow from those of the day before. NULL if all is well.
CREATE FUNCTION ledger.check_closing(p_day date) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  c ledger.closing;
  before ledger.closing;
BEGIN
  SELECT * INTO c FROM ledger.closing WHERE day = p_day;
  SELECT * INTO before FROM ledger.closing WHERE day < p_day ORDER BY day DESC LIMIT 1;
  IF c.day IS NULL OR before.day <> p_day - 1 THEN RETURN 'closing is missing'; END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.block b WHERE b.number = c.block AND b.last_position = c.position AND b.hash = c.hash
  ) THEN
    RETURN 'closing names a block that is not in the chain';
  END IF;
  IF EXISTS (
    SELECT FROM ledger.closing_balances_from(before, c.position) n
      FULL JOIN (SELECT * FROM ledger.closing_balance s WHERE s.day = p_day) s USING (kind, asset_id)
    WHERE coalesce(n.sum, 0) <> coalesce(s.balance, 0)
  ) THEN RETURN 'closing has wrong balances'; END IF;
  RETURN NULL;
END
$$;

-- Finds rows that were sealed or checked before and are gone, because the log was cut. NULL if all is well.
CREATE FUNCTION ledger.check_end() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM ledger.checkpoint c WHERE c.position > ledger.sealed_position())
      THEN 'blocks that were checked are missing'
    WHEN EXISTS (SELECT FROM ledger.backdated d WHERE d.position > ledger.sealed_position())
      THEN 'blocks that were sealed are missing'
    WHEN EXISTS (SELECT FROM ledger.publication p
      WHERE NOT EXISTS (SELECT FROM ledger.closing c WHERE c.day = p.day))
      THEN 'a closing that was published is missing'
  END
$$;

-- Finds assets whose balances do not add up to zero, in one snapshot. No rows if all is well.
CREATE FUNCTION ledger.check_sums() RETURNS TABLE (asset text, balance numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.code, sum(b.balance) FROM ledger.balance b JOIN ledger.asset s ON s.id = b.id & 15
  GROUP BY s.code HAVING sum(b.balance) <> 0
$$;

------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.verify_block, ledger.check_entries, ledger.check_accounts,
  ledger.check_links, ledger.check_closing, ledger.check_end, ledger.check_sums
  TO starboard_app, starboard_panel;
GRANT EXECUTE ON FUNCTION ledger.set_checkpoint TO starboard_app;
GRANT SELECT ON ledger.checkpoints TO starboard_app, starboard_panel;
