-- The ledger: how money moves.
--
-- A transfer is one movement: `amount` leaves account `debit` and arrives at account `credit`. Both sides stand in
-- one row, so a movement that does not balance cannot be written down. A journal is a group of transfers that is
-- posted whole; its id comes from its idempotency key, so the same key can never be posted twice.
-- balance of an account = sum of its credits - sum of its debits; what we owe a user is positive.
--
-- Writers call the functions; readers read the views. Nobody changes a transfer, not even the owner of the table.
-- Locks: a posting locks the balance rows of its accounts in ascending order of their ids, each once. House accounts
-- have the highest ids, so the busiest rows are locked last and for the shortest time.

------------------------------------------------------------------------------------------------ what is counted

CREATE TABLE ledger.asset (
  id smallint PRIMARY KEY CHECK (id BETWEEN 0 AND 15), -- the low four bits of every account id
  code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z0-9]{2,10}$'),
  exponent smallint NOT NULL CHECK (exponent BETWEEN 0 AND 18) -- decimals between the minor unit and the shown unit
);

CREATE TABLE ledger.account_kind (
  kind text PRIMARY KEY,
  code smallint NOT NULL,
  is_house boolean NOT NULL,
  is_source boolean NOT NULL, -- money of a sale comes from here, so a refund goes back here
  meaning text NOT NULL,
  UNIQUE (is_house, code)
);
INSERT INTO ledger.account_kind (kind, code, is_house, is_source, meaning) VALUES
  ('wallet', 0, false, true, 'what a user can spend'),
  ('stars', 1, false, false, 'stars that a user owns'),
  ('hold', 2, false, true, 'money of a user that is set aside'),
  ('provider_clearing', 0, true, true, 'what the payment provider holds for us'),
  ('revenue', 1, true, false, 'what was earned'),
  ('fees', 2, true, false, 'what the provider kept'),
  ('bonus', 3, true, true, 'stars given away'),
  ('star_stock', 4, true, true, 'stars issued to users'),
  ('refunds', 5, true, false, 'what was paid back'),
  ('suspense', 6, true, false, 'money whose owner is not known yet'),
  ('adjustments', 7, true, false, 'corrections by staff');

-- What an account is. Written once when it is opened, never by postings.
CREATE TABLE ledger.account (
  id bigint PRIMARY KEY,
  kind text NOT NULL REFERENCES ledger.account_kind,
  user_id bigint CHECK (user_id BETWEEN 1 AND 36028797018963967), -- NULL: an account of the house
  asset_id smallint NOT NULL REFERENCES ledger.asset,
  shard smallint NOT NULL DEFAULT 0 CHECK (shard BETWEEN 0 AND 15),
  opened_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((id & 15) = asset_id)
);
CREATE INDEX account_kind_asset ON ledger.account (kind, asset_id);

-- Where an account stands. Narrow and without a second index, so that updating it touches one page (HOT).
CREATE TABLE ledger.balance (
  id bigint PRIMARY KEY,
  floor bigint NOT NULL CHECK (floor <= 0), -- the lowest balance that a debit may leave
  balance bigint NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0, -- how many entries the account has
  frozen boolean NOT NULL DEFAULT false, -- a frozen account receives but does not pay
  CHECK (balance >= floor)
) WITH (fillfactor = 50);

CREATE TYPE ledger.journal_kind AS ENUM
  ('topup', 'purchase', 'balance_purchase', 'refund', 'adjustment', 'hold', 'release', 'reversal', 'settlement');

CREATE SEQUENCE ledger.transfer_position;

-- One row is one movement. The first row of a journal carries what is known about the journal as a whole.
CREATE TABLE ledger.transfer (
  journal_id uuid NOT NULL, -- stands for the idempotency key
  position bigint NOT NULL DEFAULT nextval('ledger.transfer_position'), -- place in the log; in every account it grows with the sequence
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0), -- minor units
  debit_seq bigint NOT NULL,
  credit_seq bigint NOT NULL,
  debit_after bigint NOT NULL, -- balance of the debited account after this movement
  credit_after bigint NOT NULL,
  recorded_at timestamptz NOT NULL, -- the clock after the locks were taken; in every account it does not go back
  effective_at timestamptz, -- when it counts from; NULL: when it was recorded
  order_id uuid,
  invoice_id uuid,
  refund_id uuid,
  ticket_id uuid,
  original_id uuid, -- the journal that this one refunds, reverses, releases or settles
  kind ledger.journal_kind, -- from here to `correlation`: first line of the journal only, as are the ids above
  line smallint NOT NULL CHECK (line > 0),
  reason text,
  actor text,
  correlation text,
  PRIMARY KEY (journal_id, line),
  CHECK (debit <> credit AND ((debit # credit) & 15) = 0), -- both sides hold the same asset
  CHECK ((line = 1) = (kind IS NOT NULL AND reason IS NOT NULL AND actor IS NOT NULL))
);
CREATE UNIQUE INDEX transfer_debit ON ledger.transfer (debit, debit_seq);
CREATE UNIQUE INDEX transfer_credit ON ledger.transfer (credit, credit_seq);
CREATE INDEX transfer_log ON ledger.transfer USING brin (position, recorded_at) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX transfer_order ON ledger.transfer (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX transfer_invoice ON ledger.transfer (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX transfer_refund ON ledger.transfer (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX transfer_ticket ON ledger.transfer (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX transfer_original ON ledger.transfer (original_id) WHERE original_id IS NOT NULL;
CREATE INDEX transfer_debit_effective ON ledger.transfer (debit, effective_at) WHERE effective_at IS NOT NULL;
CREATE INDEX transfer_credit_effective ON ledger.transfer (credit, effective_at) WHERE effective_at IS NOT NULL;

-- Freezing and unfreezing, for ever.
CREATE TABLE ledger.account_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES ledger.account,
  event text NOT NULL CHECK (event IN ('frozen', 'unfrozen')),
  reason text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX account_event_account ON ledger.account_event (account_id, id);

CREATE TRIGGER transfer_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_event_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.asset FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balance_kept BEFORE DELETE OR TRUNCATE ON ledger.balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------------------------------------------ accounts

-- Account ids are computed, never looked up (bit 62: house):
--   user:  user_id << 7 | kind << 4 | asset          house:  1 << 62 | kind << 12 | shard << 4 | asset
CREATE FUNCTION ledger.user_account(user_id bigint, kind text, asset text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (user_id << 7) | (k.code::bigint << 4) | a.id
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = user_account.kind AND NOT k.is_house AND a.code = user_account.asset
$$;

-- The shard of a house account that a journal uses: the last four bits of the journal's id.
CREATE FUNCTION ledger.house_account(kind text, asset text, journal uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (1::bigint << 62) | (k.code::bigint << 12) | ((get_byte(uuid_send(journal), 15) & 15)::bigint << 4) | a.id
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = house_account.kind AND k.is_house AND a.code = house_account.asset
$$;

-- Makes an asset known and opens the house's accounts for it, 16 shards each. Repeating it is harmless.
-- Gives the asset's id. LG006 when the code exists with another exponent or all 16 places are taken.
CREATE FUNCTION ledger.add_asset(p_code text, p_exponent integer) RETURNS smallint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found ledger.asset;
  new_id smallint;
BEGIN
  SELECT * INTO found FROM ledger.asset WHERE code = p_code;
  IF found.id IS NULL THEN
    LOCK TABLE ledger.asset IN SHARE ROW EXCLUSIVE MODE; -- two processes that start at once take turns
    SELECT * INTO found FROM ledger.asset WHERE code = p_code;
  END IF;
  IF found.id IS NOT NULL THEN
    IF found.exponent <> p_exponent THEN
      RAISE EXCEPTION 'asset % has % decimals', p_code, found.exponent USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
    END IF;
    RETURN found.id;
  END IF;
  SELECT coalesce(max(id), 0) + 1 INTO new_id FROM ledger.asset;
  IF new_id > 15 THEN
    RAISE EXCEPTION 'all places for assets are taken' USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
  END IF;
  INSERT INTO ledger.asset (id, code, exponent) VALUES (new_id, p_code, p_exponent);
  WITH opened AS (
    INSERT INTO ledger.account (id, kind, asset_id, shard)
    SELECT (1::bigint << 62) | (k.code::bigint << 12) | (shard::bigint << 4) | new_id, k.kind, new_id, shard
    FROM ledger.account_kind k, generate_series(0, 15) shard WHERE k.is_house
    RETURNING id
  )
  INSERT INTO ledger.balance (id, floor) SELECT id, -9223372036854775808 FROM opened;
  RETURN new_id;
END
$$;
SELECT ledger.add_asset('TON', 9), ledger.add_asset('STAR', 0);

-- Opens the three accounts of a user: wallet and hold in `p_asset`, stars in STAR. Repeating it is harmless.
CREATE FUNCTION ledger.open_user_accounts(p_user bigint, p_asset text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger.asset WHERE code = p_asset) THEN
    RAISE EXCEPTION 'asset % is unknown', p_asset USING ERRCODE = 'LG002', DETAIL = json_build_object('asset', p_asset)::text;
  END IF;
  INSERT INTO ledger.account (id, kind, user_id, asset_id)
  SELECT ledger.user_account(p_user, k.kind, a.code), k.kind, p_user, a.id
  FROM ledger.account_kind k JOIN ledger.asset a ON a.code = CASE k.kind WHEN 'stars' THEN 'STAR' ELSE p_asset END
  WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
  INSERT INTO ledger.balance (id, floor)
  SELECT ledger.user_account(p_user, k.kind, CASE k.kind WHEN 'stars' THEN 'STAR' ELSE p_asset END), 0
  FROM ledger.account_kind k WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
END
$$;

-- Stops an account from paying, or lets it pay again. LG002 when it does not exist.
CREATE FUNCTION ledger.set_frozen(p_account bigint, p_frozen boolean, p_reason text, p_actor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was boolean;
BEGIN
  SELECT frozen INTO was FROM ledger.balance WHERE id = p_account FOR UPDATE;
  IF was IS NULL THEN
    RAISE EXCEPTION 'account % is unknown', p_account USING ERRCODE = 'LG002', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  IF was = p_frozen THEN RETURN; END IF;
  UPDATE ledger.balance SET frozen = p_frozen WHERE id = p_account;
  INSERT INTO ledger.account_event (account_id, event, reason, actor)
  VALUES (p_account, CASE WHEN p_frozen THEN 'frozen' ELSE 'unfrozen' END, p_reason, p_actor);
END
$$;

------------------------------------------------------------------------------------------------ posting

-- Says why a movement was refused; always raises. Called after a guarded UPDATE of `p_account` found no row.
CREATE FUNCTION ledger.refuse(p_journal uuid, p_account bigint, p_debits boolean, p_lowest numeric) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  account ledger.balance;
BEGIN
  -- A twin with the same key may have taken the money while we waited for it: then this is a repetition.
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
      USING ERRCODE = 'LG001', DETAIL = json_build_object('account', p_account::text, 'need', (-p_lowest)::text,
        'have', (account.balance::numeric - account.floor)::text)::text;
  END IF;
  RAISE EXCEPTION 'the balance of account % would leave the range of bigint', p_account
    USING ERRCODE = 'LG005', DETAIL = json_build_object('account', p_account::text)::text;
END
$$;

-- Raises LG003 unless journal `p_journal` was posted with this content. Reason, actor and correlation may differ:
-- they tell who repeated the call, not what was asked for.
CREATE FUNCTION ledger.require_same(p_journal uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_links uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  same boolean;
BEGIN
  SELECT array_agg(t.debit ORDER BY t.line) = p_debits AND array_agg(t.credit ORDER BY t.line) = p_credits
    AND array_agg(t.amount ORDER BY t.line) = p_amounts AND max(t.kind)::text = p_kind
    AND max(t.effective_at) IS NOT DISTINCT FROM p_effective_at
    AND (array_agg(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id]) FILTER (WHERE t.line = 1)) = ARRAY[p_links]
  INTO same FROM ledger.transfer t WHERE t.journal_id = p_journal;
  IF same IS NOT TRUE THEN
    RAISE EXCEPTION 'journal % was posted with another content', p_journal
      USING ERRCODE = 'LG003', DETAIL = json_build_object('journal', p_journal)::text;
  END IF;
END
$$;

-- Raises LG005 or LG006 unless the lines can be posted at all. At most 100 lines.
CREATE FUNCTION ledger.require_valid(p_debits bigint[], p_credits bigint[], p_amounts bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lines integer := cardinality(p_amounts);
  problem text;
BEGIN
  IF lines IS NULL OR lines NOT BETWEEN 1 AND 100 OR cardinality(p_debits) IS DISTINCT FROM lines OR cardinality(p_credits) IS DISTINCT FROM lines THEN
    problem := 'a journal has 1 to 100 lines, each with debit, credit and amount';
  ELSE
    FOR i IN 1..lines LOOP
      IF p_amounts[i] IS NULL OR p_amounts[i] <= 0 THEN
        RAISE EXCEPTION 'line % has no positive amount', i USING ERRCODE = 'LG005', DETAIL = json_build_object('line', i, 'amount', p_amounts[i]::text)::text;
      ELSIF p_debits[i] IS NULL OR p_credits[i] IS NULL THEN
        RAISE EXCEPTION 'line % names no account', i USING ERRCODE = 'LG002', DETAIL = json_build_object('line', i)::text;
      ELSIF p_debits[i] = p_credits[i] THEN
        problem := 'a line debits and credits one account';
      ELSIF ((p_debits[i] # p_credits[i]) & 15) <> 0 THEN
        problem := 'a line mixes assets';
      END IF;
    END LOOP;
    -- Then no sum over the lines of one account can leave the range either.
    IF (SELECT sum(a) FROM unnest(p_amounts) a) > 9223372036854775807 THEN
      RAISE EXCEPTION 'the lines together leave the range of bigint' USING ERRCODE = 'LG005', DETAIL = '{}';
    END IF;
  END IF;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'invalid journal: %', problem USING ERRCODE = 'LG006', DETAIL = json_build_object('problem', problem)::text;
  END IF;
END
$$;

-- Posts a journal whole, or raises and changes nothing. False: posted now; true: it had been posted before, with the
-- same content. Errors: LG001 insufficient funds, LG002 unknown account, LG003 key reused with another content,
-- LG004 frozen account, LG005 amount out of range, LG006 invalid journal, LG007 more than the original, LG008 unknown
-- original; DETAIL is JSON. 40001: a twin with the same key has just committed, repeat the transaction.
-- Call it last in the transaction: the rows of busy accounts stay locked until the commit.
CREATE FUNCTION ledger.post(
  p_journal uuid, p_kind text, p_reason text, p_actor text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid, p_original uuid, p_correlation text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lines integer := cardinality(p_amounts);
  accounts bigint[]; -- ascending, each once
  totals bigint[]; -- what the journal adds to the account in all
  lowests bigint[]; -- how far below its start the account falls at one of its debits, at worst (0: never below)
  highests bigint[]; -- how far above its start it rises
  is_debited boolean[];
  legs integer[]; -- entries that the account gets
  afters bigint[] := '{}';
  seqs bigint[] := '{}';
  after bigint;
  seq bigint;
  d integer;
  c integer;
  at timestamptz;
BEGIN
  PERFORM 1 FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1;
  IF FOUND THEN
    PERFORM ledger.require_same(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at, ARRAY[p_order, p_invoice, p_refund, p_ticket, p_original]);
    RETURN true;
  END IF;

  IF lines = 1 AND p_amounts[1] > 0 AND ((p_debits[1] # p_credits[1]) & 15) = 0 AND p_debits[1] < p_credits[1] THEN
    accounts := ARRAY[p_debits[1], p_credits[1]];
    totals := ARRAY[-p_amounts[1], p_amounts[1]];
    lowests := ARRAY[-p_amounts[1], 0];
    highests := ARRAY[0, p_amounts[1]];
    is_debited := '{t,f}';
    legs := '{1,1}';
  ELSIF lines = 1 AND p_amounts[1] > 0 AND ((p_debits[1] # p_credits[1]) & 15) = 0 AND p_debits[1] > p_credits[1] THEN
    accounts := ARRAY[p_credits[1], p_debits[1]];
    totals := ARRAY[p_amounts[1], -p_amounts[1]];
    lowests := ARRAY[0, -p_amounts[1]];
    highests := ARRAY[p_amounts[1], 0];
    is_debited := '{f,t}';
    legs := '{1,1}';
  ELSE
    PERFORM ledger.require_valid(p_debits, p_credits, p_amounts);
    SELECT array_agg(l.account ORDER BY l.account), array_agg(l.total ORDER BY l.account), array_agg(l.lowest ORDER BY l.account),
      array_agg(l.highest ORDER BY l.account), array_agg(l.debited ORDER BY l.account), array_agg(l.legs ORDER BY l.account)
    INTO accounts, totals, lowests, highests, is_debited, legs
    FROM (
      SELECT r.account, sum(r.delta)::bigint AS total, least(0, min(r.running) FILTER (WHERE r.delta < 0))::bigint AS lowest,
        greatest(0, max(r.running))::bigint AS highest, bool_or(r.delta < 0) AS debited, count(*)::integer AS legs
      FROM (
        SELECT s.account, s.delta, sum(s.delta) OVER (PARTITION BY s.account ORDER BY s.n) AS running
        FROM (
          SELECT u.debit AS account, -u.amount AS delta, u.n FROM unnest(p_debits, p_amounts) WITH ORDINALITY u (debit, amount, n)
          UNION ALL
          SELECT u.credit, u.amount, u.n FROM unnest(p_credits, p_amounts) WITH ORDINALITY u (credit, amount, n)
        ) s
      ) r GROUP BY r.account
    ) l;
  END IF;
  IF p_original IS NOT NULL THEN
    PERFORM ledger.require_within_original(p_journal, p_original, p_kind, p_debits, p_credits, p_amounts);
  END IF;

  -- The ordered updates are the locks; their conditions are the overdraft check.
  FOR i IN 1..cardinality(accounts) LOOP
    UPDATE ledger.balance b SET balance = b.balance + totals[i], seq = b.seq + legs[i]
    WHERE b.id = accounts[i] AND b.balance >= b.floor - lowests[i] AND b.balance <= 9223372036854775807 - highests[i]
      AND NOT (b.frozen AND is_debited[i])
    RETURNING b.balance, b.seq INTO after, seq;
    IF NOT FOUND THEN
      PERFORM ledger.refuse(p_journal, accounts[i], is_debited[i], lowests[i]);
    END IF;
    afters[i] := after - totals[i];
    seqs[i] := seq - legs[i];
  END LOOP;

  at := clock_timestamp();
  FOR i IN 1..lines LOOP
    d := array_position(accounts, p_debits[i]);
    c := array_position(accounts, p_credits[i]);
    afters[d] := afters[d] - p_amounts[i];
    seqs[d] := seqs[d] + 1;
    afters[c] := afters[c] + p_amounts[i];
    seqs[c] := seqs[c] + 1;
    IF i = 1 THEN
      INSERT INTO ledger.transfer (journal_id, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at,
        effective_at, line, kind, order_id, invoice_id, refund_id, ticket_id, original_id, reason, actor, correlation)
      VALUES (p_journal, p_debits[1], p_credits[1], p_amounts[1], seqs[d], seqs[c], afters[d], afters[c], at,
        p_effective_at, 1, p_kind::ledger.journal_kind, p_order, p_invoice, p_refund, p_ticket, p_original, p_reason, p_actor, p_correlation)
      ON CONFLICT (journal_id, line) DO NOTHING;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
      END IF;
    ELSE
      INSERT INTO ledger.transfer (journal_id, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line)
      VALUES (p_journal, p_debits[i], p_credits[i], p_amounts[i], seqs[d], seqs[c], afters[d], afters[c], at, p_effective_at, i);
    END IF;
  END LOOP;
  RETURN false;
END
$$;

-- Keeps refunds within what was paid. `p_journal` may not go beyond `p_original`:
-- - refund and reversal: what goes back to the sources of the original (wallet, hold, provider, stars), all refunds and
--   reversals of it together, is at most what it took from them; lines with `fees` do not count;
-- - release and settlement of a hold: what leaves `hold` is at most what the hold put there.
-- The original's row is locked, so two refunds of it take turns. It is locked before any balance, always.
CREATE FUNCTION ledger.require_within_original(p_journal uuid, p_original uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  original_kind text;
  over record;
BEGIN
  SELECT t.kind::text INTO original_kind FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1 FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'journal % is unknown', p_original USING ERRCODE = 'LG008', DETAIL = json_build_object('original', p_original)::text;
  END IF;
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  WITH lines AS (
    SELECT 'paid' AS part, t.debit, t.credit, t.amount FROM ledger.transfer t WHERE t.journal_id = p_original
    UNION ALL
    SELECT 'earlier', t.debit, t.credit, t.amount
    FROM ledger.transfer h JOIN ledger.transfer t ON t.journal_id = h.journal_id
    WHERE h.original_id = p_original AND h.line = 1
    UNION ALL
    SELECT 'asked', u.debit, u.credit, u.amount FROM unnest(p_debits, p_credits, p_amounts) u (debit, credit, amount)
  ), counted AS (
    SELECT l.part, l.amount, l.debit & 15 AS asset_id
    FROM lines l JOIN ledger.account d ON d.id = l.debit JOIN ledger.account c ON c.id = l.credit
      JOIN ledger.account_kind dk ON dk.kind = d.kind JOIN ledger.account_kind ck ON ck.kind = c.kind
    WHERE CASE
      WHEN original_kind = 'hold' AND l.part = 'paid' THEN c.kind = 'hold'
      WHEN original_kind = 'hold' THEN d.kind = 'hold'
      WHEN 'fees' IN (d.kind, c.kind) THEN false
      WHEN l.part = 'paid' THEN dk.is_source
      ELSE ck.is_source END
  )
  SELECT a.code, sum(n.amount) FILTER (WHERE n.part = 'paid') AS paid, coalesce(sum(n.amount) FILTER (WHERE n.part = 'earlier'), 0) AS earlier,
    sum(n.amount) FILTER (WHERE n.part = 'asked') AS asked
  INTO over FROM counted n JOIN ledger.asset a ON a.id = n.asset_id
  GROUP BY a.code
  HAVING sum(n.amount) FILTER (WHERE n.part = 'asked') > 0
    AND coalesce(sum(n.amount) FILTER (WHERE n.part = 'paid'), 0) < sum(n.amount) FILTER (WHERE n.part <> 'paid')
  ORDER BY a.code LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % allows no more of it', p_original USING ERRCODE = 'LG007', DETAIL = json_build_object('original', p_original,
      'asset', over.code, 'paid', coalesce(over.paid, 0)::text, 'earlier', over.earlier::text, 'asked', over.asked::text, 'kind', p_kind)::text;
  END IF;
END
$$;

------------------------------------------------------------------------------------------------ what readers see

CREATE VIEW ledger.assets AS SELECT id, code, exponent FROM ledger.asset;

CREATE VIEW ledger.accounts AS
SELECT a.id, coalesce('user:' || a.user_id, 'house') || '/' || a.kind || '/' || s.code AS name, a.kind, a.user_id, s.code AS asset, a.shard, a.opened_at
FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id;

-- One row per account; a house account has 16 (its shards). Minor units.
CREATE VIEW ledger.balances AS
SELECT b.id AS account_id, a.kind, a.user_id, s.code AS asset, a.shard, b.balance, b.floor, b.seq, b.frozen
FROM ledger.balance b JOIN ledger.account a ON a.id = b.id JOIN ledger.asset s ON s.id = a.asset_id;

-- House accounts with their shards summed, in one snapshot.
CREATE VIEW ledger.house_balances AS
SELECT kind, asset, sum(balance) AS balance, sum(seq) AS entries FROM ledger.balances WHERE user_id IS NULL GROUP BY kind, asset;

CREATE VIEW ledger.journals AS
SELECT journal_id, kind::text AS kind, reason, actor, recorded_at, coalesce(effective_at, recorded_at) AS effective_at,
  order_id, invoice_id, refund_id, ticket_id, original_id, correlation, position
FROM ledger.transfer WHERE line = 1;

CREATE VIEW ledger.transfers AS
SELECT journal_id, line, position, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at,
  coalesce(effective_at, recorded_at) AS effective_at
FROM ledger.transfer;

-- Two entries per transfer, one in each account. `amount` is signed: what the entry added to the account.
CREATE VIEW ledger.entries AS
SELECT debit AS account_id, debit_seq AS seq, 'debit' AS side, -amount AS amount, debit_after AS balance_after, credit AS other_account_id,
  journal_id, line, position, recorded_at, coalesce(effective_at, recorded_at) AS effective_at
FROM ledger.transfer
UNION ALL
SELECT credit, credit_seq, 'credit', amount, credit_after, debit, journal_id, line, position, recorded_at, coalesce(effective_at, recorded_at)
FROM ledger.transfer;

------------------------------------------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.user_account, ledger.house_account, ledger.add_asset, ledger.open_user_accounts, ledger.set_frozen, ledger.post TO starboard_app;
GRANT EXECUTE ON FUNCTION ledger.user_account, ledger.house_account TO starboard_panel;
GRANT SELECT ON ledger.assets, ledger.accounts, ledger.balances, ledger.house_balances, ledger.journals, ledger.transfers, ledger.entries
  TO starboard_app, starboard_panel;
