-- The ledger, 2 of 6: how money moves.
--
--   journal_kind, transfer     the log: one row is one movement
--   derived                    which journals count against which original
--   post                       posts a whole journal, or raises an error
--   post_line                  the same for a journal of one line; most journals have one
--   post_lines                 the part of `post` that moves the money
--   was_posted, is_same        whether this key was posted before, and with the same content
--   require_valid, refuse      why a journal cannot be posted
--   require_within_original    limits a refund to its payment: against_original, lock_original
--
-- A transfer is one movement: `amount` (minor units) leaves account `debit` and arrives at account `credit`.
-- A journal is a group of transfers that is posted as a whole.
-- Why one row has both sides: nobody can write a movement that does not balance. Why the id of a journal is
-- made from its idempotency key: the same key can never be posted twice. Nobody changes a transfer, not even
-- the owner of the table.
-- Locks: a posting first locks the original of a refund, if there is one, then the balances of its accounts
-- in ascending order of their numbers, each once. House accounts have the highest numbers, so the busiest
-- rows are locked last and for the shortest time.

------------------------------------------------------------ the log

CREATE TYPE ledger.journal_kind AS ENUM
  ('topup', 'purchase', 'balance_purchase', 'refund', 'adjustment',
   'hold', 'release', 'reversal', 'capture',
   'dispatch', 'dispatch_return', 'delivery', 'supply', 'funding');

CREATE SEQUENCE ledger.transfer_position;

-- The first row of a journal has the header of the journal.
CREATE TABLE ledger.transfer (
  journal_id uuid NOT NULL, -- made from the idempotency key
  -- The position in the log. Within an account it grows with the sequence.
  position bigint NOT NULL DEFAULT nextval('ledger.transfer_position'),
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL,
  debit_seq bigint NOT NULL,
  credit_seq bigint NOT NULL,
  debit_after bigint NOT NULL, -- balance of the debited account after this movement
  credit_after bigint NOT NULL,
  -- The time after the locks were taken. Within an account it does not go back.
  recorded_at timestamptz NOT NULL,
  effective_at timestamptz, -- when it counts from; NULL: when it was recorded
  -- From here to `correlation` only the first line of a journal has values (except `line`).
  order_id uuid,
  invoice_id uuid,
  refund_id uuid,
  ticket_id uuid,
  original_id uuid, -- the journal that this one refunds, reverses, releases or captures
  kind ledger.journal_kind,
  line smallint NOT NULL,
  reason text,
  actor text,
  correlation text,
  PRIMARY KEY (journal_id, line),
  -- Both sides have the same asset. PostgreSQL parses a CHECK again for every INSERT, so this is the only
  -- one. The functions ensure that the amount is positive and the sides differ; check_entries proves it.
  CONSTRAINT transfer_one_asset CHECK (((debit # credit) & 15) = 0)
);
-- Four indexes and no more, because each one costs every posting about 6 %. Other data for fast searches is
-- written later, when a block is sealed (docs/adr/0011-indexes-behind-the-hot-path.md).
CREATE UNIQUE INDEX transfer_debit ON ledger.transfer (debit, debit_seq);
CREATE UNIQUE INDEX transfer_credit ON ledger.transfer (credit, credit_seq);
CREATE INDEX transfer_log ON ledger.transfer USING brin (position, recorded_at)
  WITH (pages_per_range = 32, autosummarize = on);
CREATE TRIGGER transfer_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Refunds, reversals, releases and captures of a journal. They are written together with these journals,
-- because their limit needs them at once.
CREATE TABLE ledger.derived (
  original_id uuid NOT NULL,
  journal_id uuid NOT NULL,
  PRIMARY KEY (original_id, journal_id)
);
CREATE TRIGGER derived_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.derived
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------ posting

-- Posts a whole journal, or raises an error and changes nothing. False: it is posted now. True: it was posted
-- before, with the same content. Call it last in the transaction, because the rows of busy accounts stay
-- locked until the commit.
-- Errors, with a DETAIL in JSON:
--   LG001 insufficient funds         LG005 amount out of range
--   LG002 unknown account            LG006 invalid journal
--   LG003 key with another content   LG007 more than the original
--   LG004 frozen account             LG008 unknown original
--   40001, or 23505 on transfer_pkey: this key was committed a moment ago; repeat, and it is a replay
CREATE FUNCTION ledger.post(
  p_journal uuid, p_kind text, p_reason text, p_actor text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz DEFAULT NULL,
  p_order uuid DEFAULT NULL, p_invoice uuid DEFAULT NULL,
  p_refund uuid DEFAULT NULL, p_ticket uuid DEFAULT NULL,
  p_original uuid DEFAULT NULL, p_correlation text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF ledger.was_posted(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at,
    ARRAY[p_order, p_invoice, p_refund, p_ticket, p_original]) THEN
    RETURN true;
  END IF;
  PERFORM ledger.post_lines(p_journal, p_kind, p_reason, p_actor, p_debits, p_credits, p_amounts,
    p_effective_at, p_order, p_invoice, p_refund, p_ticket, p_original, p_correlation);
  RETURN false;
END
$$;

-- `post` for a journal of one line and without an original, with the least work, because most journals are
-- like this. PL/pgSQL prepares each expression again in each transaction, so this function has few of them.
-- If it cannot post the journal, it calls `post`, which says why.
CREATE FUNCTION ledger.post_line(
  p_journal uuid, p_kind text, p_reason text, p_actor text, p_debit bigint, p_credit bigint, p_amount bigint,
  p_effective_at timestamptz DEFAULT NULL,
  p_order uuid DEFAULT NULL, p_invoice uuid DEFAULT NULL,
  p_refund uuid DEFAULT NULL, p_ticket uuid DEFAULT NULL,
  p_correlation text DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  debit_after bigint;
  debit_seq bigint;
  credit_after bigint;
  credit_seq bigint;
BEGIN
  -- The ordered updates are the locks. Their conditions are the overdraft check. The first one also looks for
  -- the key.
  IF p_debit < p_credit AND p_amount > 0 AND ((p_debit # p_credit) & 15) = 0 THEN
    UPDATE ledger.balance b SET balance = b.balance - p_amount, seq = b.seq + 1
    WHERE b.id = p_debit AND b.balance >= b.floor + p_amount AND NOT b.frozen
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1)
    RETURNING b.balance, b.seq INTO debit_after, debit_seq;
    IF debit_seq IS NOT NULL THEN
      UPDATE ledger.balance b SET balance = b.balance + p_amount, seq = b.seq + 1
      WHERE b.id = p_credit AND b.balance <= 9223372036854775807 - p_amount
      RETURNING b.balance, b.seq INTO credit_after, credit_seq;
    END IF;
  ELSIF p_debit > p_credit AND p_amount > 0 AND ((p_debit # p_credit) & 15) = 0 THEN
    UPDATE ledger.balance b SET balance = b.balance + p_amount, seq = b.seq + 1
    WHERE b.id = p_credit AND b.balance <= 9223372036854775807 - p_amount
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1)
    RETURNING b.balance, b.seq INTO credit_after, credit_seq;
    IF credit_seq IS NOT NULL THEN
      UPDATE ledger.balance b SET balance = b.balance - p_amount, seq = b.seq + 1
      WHERE b.id = p_debit AND b.balance >= b.floor + p_amount AND NOT b.frozen
      RETURNING b.balance, b.seq INTO debit_after, debit_seq;
    END IF;
  END IF;
  IF debit_seq + credit_seq IS NULL THEN
    IF debit_seq IS NULL AND credit_seq IS NULL THEN
      -- Nothing is changed yet: it is a repeat, or it must be refused.
      RETURN ledger.post(p_journal, p_kind, p_reason, p_actor,
        ARRAY[p_debit], ARRAY[p_credit], ARRAY[p_amount],
        p_effective_at, p_order, p_invoice, p_refund, p_ticket, NULL, p_correlation);
    END IF;
    IF debit_seq IS NULL THEN
      PERFORM ledger.refuse(p_journal, p_debit, true, -p_amount, 0);
    END IF;
    PERFORM ledger.refuse(p_journal, p_credit, false, 0, p_amount);
  END IF;

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount,
    debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, reason, actor, correlation)
  VALUES (p_journal, p_debit, p_credit, p_amount,
    debit_seq, credit_seq, debit_after, credit_after, clock_timestamp(), p_effective_at, 1,
    p_kind::ledger.journal_kind, p_order, p_invoice, p_refund, p_ticket, p_reason, p_actor, p_correlation);
  RETURN false;
END
$$;

-- The part of `post` that moves the money. It is for journals of several lines or with an original, and for
-- journals that cannot be posted: it says why.
-- Several lines may touch one account. Its row is updated once, by the sum of these lines, if every step on
-- the way is allowed. Each line still gets its own sequence number and its own balance after it.
CREATE FUNCTION ledger.post_lines(
  p_journal uuid, p_kind text, p_reason text, p_actor text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid,
  p_original uuid, p_correlation text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  step record;
  after bigint;
  seq bigint;
  accounts bigint[] := '{}'; -- ascending, each once
  afters bigint[] := '{}'; -- the balance of each account at the line that is looked at
  seqs bigint[] := '{}';
  debit_seqs bigint[] := '{}';
  credit_seqs bigint[] := '{}';
  debit_afters bigint[] := '{}';
  credit_afters bigint[] := '{}';
  d integer;
  c integer;
BEGIN
  PERFORM ledger.require_valid(p_debits, p_credits, p_amounts);
  IF p_original IS NOT NULL THEN
    PERFORM ledger.require_within_original(p_journal, p_original, p_kind, p_debits, p_credits, p_amounts);
  END IF;
  -- The ordered updates are the locks. Their conditions are the overdraft check. `lowest` is how far the
  -- account falls below its start at one of its debits, at most; `highest` is how far it rises above its
  -- start.
  FOR step IN
    SELECT r.account, sum(r.delta)::bigint AS total,
      least(0, min(r.running) FILTER (WHERE r.delta < 0))::bigint AS lowest,
      greatest(0, max(r.running))::bigint AS highest, bool_or(r.delta < 0) AS debited, count(*) AS legs
    FROM (
      SELECT s.account, s.delta, sum(s.delta) OVER (PARTITION BY s.account ORDER BY s.n) AS running
      FROM (
        SELECT u.debit AS account, -u.amount AS delta, u.n
        FROM unnest(p_debits, p_amounts) WITH ORDINALITY u (debit, amount, n)
        UNION ALL
        SELECT u.credit, u.amount, u.n
        FROM unnest(p_credits, p_amounts) WITH ORDINALITY u (credit, amount, n)
      ) s
    ) r GROUP BY r.account ORDER BY r.account
  LOOP
    UPDATE ledger.balance b SET balance = b.balance + step.total, seq = b.seq + step.legs
    WHERE b.id = step.account AND b.balance >= b.floor - step.lowest
      AND b.balance <= 9223372036854775807 - step.highest
      AND NOT (b.frozen AND step.debited)
    RETURNING b.balance - step.total, b.seq - step.legs INTO after, seq;
    IF seq IS NULL THEN
      PERFORM ledger.refuse(p_journal, step.account, step.debited, step.lowest, step.highest);
    END IF;
    accounts := accounts || step.account;
    afters := afters || after;
    seqs := seqs || seq;
  END LOOP;

  FOR i IN 1..cardinality(p_amounts) LOOP
    d := array_position(accounts, p_debits[i]);
    c := array_position(accounts, p_credits[i]);
    afters[d] := afters[d] - p_amounts[i];
    afters[c] := afters[c] + p_amounts[i];
    seqs[d] := seqs[d] + 1;
    seqs[c] := seqs[c] + 1;
    debit_afters[i] := afters[d];
    credit_afters[i] := afters[c];
    debit_seqs[i] := seqs[d];
    credit_seqs[i] := seqs[c];
  END LOOP;

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount,
    debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, original_id, reason, actor, correlation)
  SELECT p_journal, l.debit, l.credit, l.amount,
    l.debit_seq, l.credit_seq, l.debit_after, l.credit_after, at, p_effective_at, l.n,
    CASE l.n WHEN 1 THEN p_kind::ledger.journal_kind END,
    CASE l.n WHEN 1 THEN p_order END, CASE l.n WHEN 1 THEN p_invoice END,
    CASE l.n WHEN 1 THEN p_refund END, CASE l.n WHEN 1 THEN p_ticket END, CASE l.n WHEN 1 THEN p_original END,
    CASE l.n WHEN 1 THEN p_reason END, CASE l.n WHEN 1 THEN p_actor END,
    CASE l.n WHEN 1 THEN p_correlation END
  FROM clock_timestamp() at,
    unnest(p_debits, p_credits, p_amounts, debit_seqs, credit_seqs, debit_afters, credit_afters)
    WITH ORDINALITY l (debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, n)
  ORDER BY l.n;
END
$$;

------------------------------------------------------------ one key, one effect; refusals

-- Whether `p_journal` was posted before. LG003 if it was posted with another content.
CREATE FUNCTION ledger.was_posted(p_journal uuid, p_kind text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_links uuid[]) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1;
  IF NOT FOUND THEN RETURN false; END IF;
  IF NOT ledger.is_same(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at, p_links) THEN
    RAISE EXCEPTION 'journal % was posted with another content', p_journal
      USING ERRCODE = 'LG003', DETAIL = json_build_object('journal', p_journal)::text;
  END IF;
  RETURN true;
END
$$;

-- Whether journal `p_journal` was posted with this content. Reason, actor and correlation may differ, because
-- they say who repeated the call, not what the call does.
CREATE FUNCTION ledger.is_same(p_journal uuid, p_kind text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_links uuid[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (array_agg(t.debit ORDER BY t.line) = p_debits AND array_agg(t.credit ORDER BY t.line) = p_credits
    AND array_agg(t.amount ORDER BY t.line) = p_amounts AND max(t.kind)::text = p_kind
    AND max(t.effective_at) IS NOT DISTINCT FROM p_effective_at
    AND (array_agg(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id])
      FILTER (WHERE t.line = 1)) = ARRAY[p_links]) IS TRUE
  FROM ledger.transfer t WHERE t.journal_id = p_journal
$$;

-- Raises LG002, LG005 or LG006 unless the lines can be posted at all. At most 100 lines.
CREATE FUNCTION ledger.require_valid(p_debits bigint[], p_credits bigint[], p_amounts bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lines integer := cardinality(p_amounts);
  problem text;
BEGIN
  IF lines IS NULL OR lines NOT BETWEEN 1 AND 100
    OR cardinality(p_debits) IS DISTINCT FROM lines OR cardinality(p_credits) IS DISTINCT FROM lines THEN
    problem := 'a journal has 1 to 100 lines, each with debit, credit and amount';
  ELSE
    FOR i IN 1..lines LOOP
      IF p_amounts[i] IS NULL OR p_amounts[i] <= 0 THEN
        RAISE EXCEPTION 'line % has no positive amount', i
          USING ERRCODE = 'LG005', DETAIL = json_build_object('line', i, 'amount', p_amounts[i]::text)::text;
      ELSIF p_debits[i] IS NULL OR p_credits[i] IS NULL THEN
        RAISE EXCEPTION 'line % names no account', i
          USING ERRCODE = 'LG002', DETAIL = json_build_object('line', i)::text;
      ELSIF p_debits[i] = p_credits[i] THEN
        problem := 'a line debits and credits one account';
      ELSIF ((p_debits[i] # p_credits[i]) & 15) <> 0 THEN
        problem := 'a line mixes assets';
      END IF;
    END LOOP;
    -- All amounts together are within the range, so the sum for one account is within it too.
    IF (SELECT sum(a) FROM unnest(p_amounts) a) > 9223372036854775807 THEN
      RAISE EXCEPTION 'the lines together leave the range of bigint' USING ERRCODE = 'LG005', DETAIL = '{}';
    END IF;
  END IF;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'invalid journal: %', problem
      USING ERRCODE = 'LG006', DETAIL = json_build_object('problem', problem)::text;
  END IF;
END
$$;

-- Says why a movement was refused, and always raises an error. It is called after a guarded UPDATE of
-- `p_account` found no row. The balance would go `p_lowest` below and `p_highest` above its start.
CREATE FUNCTION ledger.refuse(p_journal uuid, p_account bigint, p_debits boolean, p_lowest numeric,
  p_highest numeric) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  account ledger.balance;
BEGIN
  -- Another transaction with the same key may have taken the money while we waited. Then this is a repeat.
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT * INTO account FROM ledger.balance WHERE id = p_account;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % is unknown', p_account
      USING ERRCODE = 'LG002', DETAIL = json_build_object('account', p_account::text)::text;
  ELSIF p_debits AND account.frozen THEN
    RAISE EXCEPTION 'account % is frozen', p_account
      USING ERRCODE = 'LG004', DETAIL = json_build_object('account', p_account::text)::text;
  ELSIF account.balance + p_lowest < account.floor AND account.floor > -9223372036854775808 THEN
    RAISE EXCEPTION 'account % has insufficient funds', p_account
      USING ERRCODE = 'LG001', DETAIL = json_build_object('account', p_account::text,
        'need', (-p_lowest)::text, 'have', (account.balance::numeric - account.floor)::text)::text;
  ELSIF account.balance + p_lowest < account.floor OR account.balance + p_highest > 9223372036854775807 THEN
    RAISE EXCEPTION 'the balance of account % would leave the range of bigint', p_account
      USING ERRCODE = 'LG005', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  -- The obstacle is gone: after the UPDATE looked, money came, or the account was opened or unfrozen.
  RAISE EXCEPTION 'account % has changed meanwhile', p_account USING ERRCODE = 'serialization_failure';
END
$$;

------------------------------------------------------------ within the original

-- Limits refunds to the payment. `p_journal` may not give back more than `p_original` took:
-- - refund and reversal: all refunds and reversals of an original together give back to its sources (wallet,
--   hold, provider, stars) at most what it took from them; lines with `fees` do not count;
-- - release and capture of a hold, return and delivery of a dispatch: at most what was set aside there.
--
-- It locks the row of the original before any balance, so two refunds of it take turns.
CREATE FUNCTION ledger.require_within_original(p_journal uuid, p_original uuid, p_kind text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  over record;
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1 FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'journal % is unknown', p_original
      USING ERRCODE = 'LG008', DETAIL = json_build_object('original', p_original)::text;
  END IF;
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT * INTO over FROM ledger.against_original(p_original, p_debits, p_credits, p_amounts) u
  WHERE u.asked > 0 AND u.earlier + u.asked > u.paid ORDER BY u.asset LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % allows no more of it', p_original
      USING ERRCODE = 'LG007', DETAIL = json_build_object('original', p_original, 'asset', over.asset,
        'paid', over.paid::text, 'earlier', over.earlier::text, 'asked', over.asked::text,
        'kind', p_kind)::text;
  END IF;
  INSERT INTO ledger.derived (original_id, journal_id) VALUES (p_original, p_journal);
END
$$;

-- The limit of a journal by asset (for a hold: by account): the amount that it paid, the amount that went
-- back earlier, and the amount that more lines ask for.
CREATE FUNCTION ledger.against_original(
  p_original uuid, p_debits bigint[], p_credits bigint[], p_amounts bigint[]
) RETURNS TABLE (asset text, paid numeric, earlier numeric, asked numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_hold boolean;
BEGIN
  SELECT t.kind IN ('hold', 'dispatch') INTO is_hold
  FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1;
  RETURN QUERY
  WITH lines AS (
    SELECT 'paid' AS part, t.debit, t.credit, t.amount FROM ledger.transfer t WHERE t.journal_id = p_original
    UNION ALL
    SELECT 'earlier', t.debit, t.credit, t.amount
    FROM ledger.derived h JOIN ledger.transfer t ON t.journal_id = h.journal_id
    WHERE h.original_id = p_original
    UNION ALL
    SELECT 'asked', u.debit, u.credit, u.amount
    FROM unnest(p_debits, p_credits, p_amounts) u (debit, credit, amount)
  ), counted AS (
    SELECT l.part, l.amount, l.debit & 15 AS asset_id,
      CASE WHEN is_hold THEN CASE l.part WHEN 'paid' THEN l.credit ELSE l.debit END END AS account
    FROM lines l JOIN ledger.account d ON d.id = l.debit JOIN ledger.account c ON c.id = l.credit
      JOIN ledger.account_kind dk ON dk.kind = d.kind JOIN ledger.account_kind ck ON ck.kind = c.kind
    WHERE CASE
      WHEN is_hold AND l.part = 'paid' THEN c.kind IN ('hold', 'delivery')
      WHEN is_hold THEN d.kind IN ('hold', 'delivery')
      WHEN 'fees' IN (d.kind, c.kind) THEN false
      WHEN l.part = 'paid' THEN dk.is_source
      ELSE ck.is_source END
  )
  SELECT a.code,
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'paid'), 0),
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'earlier'), 0),
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'asked'), 0)
  FROM counted n JOIN ledger.asset a ON a.id = n.asset_id GROUP BY a.code, n.account;
END
$$;

-- Takes the same lock as a posting against an original, for code that must count before anything is posted.
-- Only postings and such code take it, and both take it after the rows of the application.
CREATE FUNCTION ledger.lock_original(p_journal uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1 FOR NO KEY UPDATE;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.post, ledger.post_line, ledger.lock_original TO starboard_app;
