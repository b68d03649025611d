-- The ledger, 5 of 6: looking back.
--
--   views journals, transfers, entries        the log, as readers see it
--   entry_at, seq_at                          the n-th entry of an account; its number of entries at a moment
--   balance_at, balance_effective             its balance at a moment, recorded or effective
--   trial_balance                             every kind of account at a moment
--   statement, house_statement                a page of an account's entries
--   journals_before, journals_of              a page of journals; those of an order, invoice ...
--   house_movements                           every movement of a quiet house account
--
-- Why functions and not wide views: each function reads a bounded part of the log by its indexes, however
-- long the log is. Some switch sequential scans off, because a plan for a young table would read the whole
-- old one.
-- Locks: none. They only read, in the snapshot of their caller.

------------------------------------------------------------ the log as readers see it

CREATE VIEW ledger.journals AS
SELECT journal_id, kind::text AS kind, reason, actor, recorded_at,
  coalesce(effective_at, recorded_at) AS effective_at,
  order_id, invoice_id, refund_id, ticket_id, original_id, correlation, position
FROM ledger.transfer WHERE line = 1;

CREATE VIEW ledger.transfers AS
SELECT journal_id, line, position, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after,
  recorded_at, coalesce(effective_at, recorded_at) AS effective_at
FROM ledger.transfer;

-- Two entries for each transfer, one in each account. `amount` is signed: it is the change of the account.
CREATE VIEW ledger.entries AS
SELECT debit AS account_id, debit_seq AS seq, 'debit' AS side, -amount AS amount,
  debit_after AS balance_after, credit AS other_account_id, journal_id, line, position, recorded_at,
  coalesce(effective_at, recorded_at) AS effective_at
FROM ledger.transfer
UNION ALL
SELECT credit, credit_seq, 'credit', amount, credit_after,
  debit, journal_id, line, position, recorded_at, coalesce(effective_at, recorded_at)
FROM ledger.transfer;

------------------------------------------------------------ one account

-- The entry of an account with this sequence number. An index finds it, on either side of the transfer.
CREATE FUNCTION ledger.entry_at(p_account bigint, p_seq bigint,
  OUT recorded_at timestamptz, OUT balance_after bigint, OUT "position" bigint) RETURNS record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  SELECT t.recorded_at, t.debit_after, t.position INTO recorded_at, balance_after, position
  FROM ledger.transfer t WHERE t.debit = p_account AND t.debit_seq = p_seq;
  IF NOT FOUND THEN
    SELECT t.recorded_at, t.credit_after, t.position INTO recorded_at, balance_after, position
    FROM ledger.transfer t WHERE t.credit = p_account AND t.credit_seq = p_seq;
  END IF;
END
$$;

-- The number of entries of an account at a moment. Times do not go back along the sequence, so a binary
-- search finds it.
CREATE FUNCTION ledger.seq_at(p_account bigint, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  low bigint := 0;
  high bigint;
  middle bigint;
BEGIN
  SELECT coalesce(max(b.seq), 0) INTO high FROM ledger.balance b WHERE b.id = p_account;
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (ledger.entry_at(p_account, middle)).recorded_at <= p_at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END
$$;

-- The balance of an account after all entries that were recorded up to a moment.
CREATE FUNCTION ledger.balance_at(p_account bigint, p_at timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((ledger.entry_at(p_account, ledger.seq_at(p_account, p_at))).balance_after, 0)
$$;

-- The balance of an account by effective dates. It starts with the balance by recording, subtracts entries
-- that count only later, and adds entries that were recorded later but count from before.
CREATE FUNCTION ledger.balance_effective(p_account bigint, p_at timestamptz) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  WITH moved AS (
    SELECT b.amount, b.effective_at, b.recorded_at FROM ledger.backdated b WHERE b.account_id = p_account
    UNION ALL
    SELECT CASE WHEN t.debit = p_account THEN -t.amount ELSE t.amount END, t.effective_at, t.recorded_at
    FROM ledger.transfer t
    WHERE t.position > ledger.sealed_position() AND t.effective_at IS NOT NULL
      AND p_account IN (t.debit, t.credit)
  )
  SELECT ledger.balance_at(p_account, p_at)
    + coalesce(sum(m.amount) FILTER (WHERE m.effective_at <= p_at AND m.recorded_at > p_at), 0)
    - coalesce(sum(m.amount) FILTER (WHERE m.effective_at > p_at AND m.recorded_at <= p_at), 0)
  FROM moved m
$$;

------------------------------------------------------------ all accounts

-- The balance of every kind of account at a moment (NULL: now), by asset. The balances of an asset add up to
-- zero. It starts from the nearest earlier closing of a day and adds the later transfers.
CREATE FUNCTION ledger.trial_balance(p_at timestamptz DEFAULT NULL)
RETURNS TABLE (asset text, kind text, balance numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  base ledger.closing;
BEGIN
  IF p_at IS NULL THEN
    RETURN QUERY SELECT s.code, a.kind, sum(b.balance)
      FROM ledger.balance b JOIN ledger.account a ON a.id = b.id JOIN ledger.asset s ON s.id = a.asset_id
      GROUP BY s.code, a.kind ORDER BY 1, 2;
    RETURN;
  END IF;
  SELECT * INTO base FROM ledger.closing c
  WHERE c.day < (p_at AT TIME ZONE 'UTC')::date ORDER BY c.day DESC LIMIT 1;
  RETURN QUERY
  WITH moved AS (
    SELECT t.debit, t.credit, t.amount FROM ledger.transfer t
    WHERE t.position > coalesce(base.position, 0) AND t.recorded_at <= p_at
    UNION ALL -- positions and times may cross by a moment around the closing
    SELECT t.credit, t.debit, t.amount FROM ledger.transfer t
    WHERE t.position <= coalesce(base.position, 0) AND t.recorded_at > p_at
  ), net AS (
    SELECT a.kind, a.asset_id, sum(d.delta) AS delta
    FROM (
      SELECT e.account, sum(e.delta) AS delta
      FROM (
        SELECT m.debit AS account, -m.amount AS delta FROM moved m
        UNION ALL
        SELECT m.credit, m.amount FROM moved m
      ) e GROUP BY e.account
    ) d JOIN ledger.account a ON a.id = d.account GROUP BY a.kind, a.asset_id
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = base.day
    UNION ALL
    SELECT DISTINCT a.kind, a.asset_id, 0 FROM ledger.account a
  )
  SELECT s.code, n.kind, sum(n.delta) FROM net n JOIN ledger.asset s ON s.id = n.asset_id
  GROUP BY s.code, n.kind ORDER BY 1, 2;
END
$$;

------------------------------------------------------------ pages

-- A page of an account's entries, oldest first: entries recorded after `p_from` up to `p_to`, with a sequence
-- above `p_after`.
CREATE FUNCTION ledger.statement(
  p_account bigint, p_from timestamptz DEFAULT '-infinity', p_to timestamptz DEFAULT 'infinity',
  p_after bigint DEFAULT 0, p_limit integer DEFAULT 1000
) RETURNS SETOF ledger.entries
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  SELECT e.* FROM ledger.entries e
  WHERE e.account_id = p_account AND e.seq > greatest(p_after, ledger.seq_at(p_account, p_from))
    AND e.seq <= ledger.seq_at(p_account, p_to)
  ORDER BY e.seq LIMIT least(p_limit, 1000)
$$;

-- The same for a house account, whose entries are in 16 shards: in the order of positions above `p_after`.
-- House accounts are in nearly every transfer, so this reads the log in windows instead of merging 32
-- indexes.
CREATE FUNCTION ledger.house_statement(
  p_kind text, p_asset text, p_from timestamptz DEFAULT '-infinity', p_to timestamptz DEFAULT 'infinity',
  p_after bigint DEFAULT 0, p_limit integer DEFAULT 1000
) RETURNS SETOF ledger.entries
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  shards bigint[];
  low bigint;
  last bigint;
  window_size bigint := 4096;
  found_rows integer;
  wanted integer := least(p_limit, 1000);
BEGIN
  SELECT array_agg(a.id) INTO shards FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id
  WHERE a.kind = p_kind AND s.code = p_asset AND a.user_id IS NULL;
  SELECT greatest(p_after, coalesce(max(b.last_position), 0)) INTO low FROM ledger.block b
  WHERE b.last_recorded_at < p_from;
  SELECT last_value INTO last FROM ledger.transfer_position;
  WHILE wanted > 0 AND low < last LOOP
    RETURN QUERY SELECT e.* FROM ledger.entries e
      WHERE e.position > low AND e.position <= low + window_size AND e.account_id = ANY (shards)
        AND e.recorded_at > p_from AND e.recorded_at <= p_to
      ORDER BY e.position LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    low := low + window_size;
    window_size := least(window_size * 2, 262144);
  END LOOP;
END
$$;

-- A page of journals below position `p_before` (NULL: from the end), newest first. It reads the log backwards
-- in windows.
CREATE FUNCTION ledger.journals_before(
  p_before bigint DEFAULT NULL, p_limit integer DEFAULT 1000
) RETURNS SETOF ledger.journals
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  high bigint := p_before;
  window_size bigint := 1024;
  found_rows integer;
  wanted integer := least(p_limit, 1000);
BEGIN
  IF high IS NULL THEN SELECT last_value + 1 INTO high FROM ledger.transfer_position; END IF;
  WHILE wanted > 0 AND high > 1 LOOP
    RETURN QUERY SELECT j.* FROM ledger.journals j
      WHERE j.position < high AND j.position >= high - window_size ORDER BY j.position DESC LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    high := high - window_size;
    window_size := least(window_size * 4, 262144);
  END LOOP;
END
$$;

------------------------------------------------------------ journals of an order, invoice, refund or ticket

-- The journals that name this order, invoice, refund or ticket, or that refund, reverse, release or capture
-- this journal.
CREATE FUNCTION ledger.journals_of(p_id uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  SELECT l.journal_id FROM ledger.journal_link l WHERE l.link_id = p_id
  UNION
  SELECT d.journal_id FROM ledger.derived d WHERE d.original_id = p_id
  UNION
  SELECT t.journal_id FROM ledger.transfer t
  WHERE t.position > ledger.sealed_position() AND t.line = 1
    AND p_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id)
$$;

-- Every signed movement of a kind of house account, with the journal that it counts against. It is for
-- accounts that few journals move. It reads shard by shard, so that it uses the indexes of transfers, however
-- long the log is.
CREATE FUNCTION ledger.house_movements(p_kind text)
RETURNS TABLE (journal_id uuid, asset text, amount bigint, original_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT a.id, s.code FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id
    WHERE a.kind = p_kind AND a.user_id IS NULL
  LOOP
    RETURN QUERY SELECT m.journal_id, part.code, m.amount,
        (SELECT h.original_id FROM ledger.transfer h WHERE h.journal_id = m.journal_id AND h.line = 1)
      FROM (
        SELECT t.journal_id, -t.amount AS amount FROM ledger.transfer t WHERE t.debit = part.id
        UNION ALL
        SELECT t.journal_id, t.amount FROM ledger.transfer t WHERE t.credit = part.id
      ) m;
  END LOOP;
END
$$;

------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.balance_at, ledger.balance_effective, ledger.trial_balance, ledger.statement,
  ledger.house_statement, ledger.journals_before, ledger.journals_of, ledger.house_movements
  TO starboard_app, starboard_panel;
GRANT SELECT ON ledger.journals, ledger.transfers, ledger.entries TO starboard_app, starboard_panel;
