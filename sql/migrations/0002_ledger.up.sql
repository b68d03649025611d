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
  floor bigint NOT NULL, -- the lowest balance that a debit may leave; never above zero
  balance bigint NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0, -- how many entries the account has
  frozen boolean NOT NULL DEFAULT false -- a frozen account receives but does not pay
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
  amount bigint NOT NULL, -- minor units
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
  line smallint NOT NULL,
  reason text,
  actor text,
  correlation text,
  PRIMARY KEY (journal_id, line),
  -- Both sides hold the same asset. PostgreSQL reads a CHECK anew for every INSERT, so this is the only one; that the
  -- amount is positive and the sides differ is seen to by the functions and by check_entries.
  CONSTRAINT transfer_one_asset CHECK (((debit # credit) & 15) = 0)
);
CREATE UNIQUE INDEX transfer_debit ON ledger.transfer (debit, debit_seq);
CREATE UNIQUE INDEX transfer_credit ON ledger.transfer (credit, credit_seq);
CREATE INDEX transfer_log ON ledger.transfer USING brin (position, recorded_at) WITH (pages_per_range = 32, autosummarize = on);
-- Four indexes and no more: each further one costs every posting about 6 % (docs/adr/0011-indexes-behind-the-hot-path.md).
-- What else must be found fast is written to the tables below when a block is sealed, behind the hot path.
CREATE TABLE ledger.journal_link (link_id uuid NOT NULL, journal_id uuid NOT NULL, PRIMARY KEY (link_id, journal_id));
CREATE TABLE ledger.backdated (
  account_id bigint NOT NULL,
  effective_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  amount bigint NOT NULL, -- signed
  position bigint NOT NULL,
  PRIMARY KEY (account_id, effective_at, position)
);
CREATE INDEX backdated_position ON ledger.backdated (position);
-- Refunds, reversals, releases and settlements of a journal; written with them, since the bound needs them at once.
CREATE TABLE ledger.derived (original_id uuid NOT NULL, journal_id uuid NOT NULL, PRIMARY KEY (original_id, journal_id));

-- A block seals the transfers of a range of positions: its hash covers every row and the hash before it.
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
-- Up to which position every posting has ended, so that no row can appear below it any more.
CREATE TABLE ledger.horizon (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position bigint NOT NULL,
  next_xid xid8 NOT NULL, -- when every transaction below it has ended, `position` can be sealed
  at timestamptz NOT NULL
);
-- The head of the chain at the end of each day (UTC), and where every account kind stood. Also published outside.
CREATE TABLE ledger.closing (
  day date PRIMARY KEY,
  block bigint NOT NULL,
  position bigint NOT NULL,
  hash bytea NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE ledger.closing_balance (
  day date NOT NULL,
  kind text NOT NULL,
  asset_id smallint NOT NULL,
  balance numeric NOT NULL,
  PRIMARY KEY (day, kind, asset_id)
);
CREATE TABLE ledger.publication (day date PRIMARY KEY, published_at timestamptz NOT NULL DEFAULT clock_timestamp());
-- How far the integrity check has come: along the log, and on its walks round and round over accounts and blocks.
CREATE TABLE ledger.checkpoint (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  position bigint NOT NULL,
  account bigint NOT NULL,
  block bigint NOT NULL,
  checked_at timestamptz NOT NULL
);

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
CREATE TRIGGER account_kind_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account_kind FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER asset_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.asset FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER block_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.block FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closing_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.closing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closing_balance_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.closing_balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER derived_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.derived FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_link_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.journal_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER backdated_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.backdated FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER publication_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.publication FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balance_kept BEFORE DELETE OR TRUNCATE ON ledger.balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------------------------------------------ accounts

-- Account ids are computed, never looked up (bit 62: house):
--   user:  user_id << 7 | kind << 4 | asset          house:  1 << 62 | kind << 12 | shard << 4 | asset
CREATE FUNCTION ledger.user_account(user_id bigint, kind text, asset text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (user_id << 7) | (k.code::bigint << 4) | a.id
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = user_account.kind AND NOT k.is_house AND a.code = user_account.asset AND user_id BETWEEN 1 AND 36028797018963967
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

-- Says why a movement was refused; always raises. Called after a guarded UPDATE of `p_account` found no row. On its way the
-- balance would have gone `p_lowest` below and `p_highest` above where it stood.
CREATE FUNCTION ledger.refuse(p_journal uuid, p_account bigint, p_debits boolean, p_lowest numeric, p_highest numeric) RETURNS void
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
  ELSIF account.balance + p_lowest < account.floor OR account.balance + p_highest > 9223372036854775807 THEN
    RAISE EXCEPTION 'the balance of account % would leave the range of bigint', p_account
      USING ERRCODE = 'LG005', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  -- What stood in the way is gone: money came, or the account was opened or unfrozen, after the UPDATE had looked.
  RAISE EXCEPTION 'account % has changed meanwhile', p_account USING ERRCODE = 'serialization_failure';
END
$$;

-- Whether journal `p_journal` was posted with this content. Reason, actor and correlation may differ: they tell who
-- repeated the call, not what was asked for.
CREATE FUNCTION ledger.is_same(p_journal uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_links uuid[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (array_agg(t.debit ORDER BY t.line) = p_debits AND array_agg(t.credit ORDER BY t.line) = p_credits
    AND array_agg(t.amount ORDER BY t.line) = p_amounts AND max(t.kind)::text = p_kind
    AND max(t.effective_at) IS NOT DISTINCT FROM p_effective_at
    AND (array_agg(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id]) FILTER (WHERE t.line = 1)) = ARRAY[p_links]) IS TRUE
  FROM ledger.transfer t WHERE t.journal_id = p_journal
$$;

-- Whether `p_journal` was posted before; LG003 when it was, with another content.
CREATE FUNCTION ledger.was_posted(p_journal uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[],
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
-- original; DETAIL is JSON. 40001, or 23505 on transfer_pkey: a twin with the same key has just committed, repeat the
-- transaction, then it is a replay.
-- Call it last in the transaction: the rows of busy accounts stay locked until the commit.
CREATE FUNCTION ledger.post(
  p_journal uuid, p_kind text, p_reason text, p_actor text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid, p_original uuid, p_correlation text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF ledger.was_posted(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at, ARRAY[p_order, p_invoice, p_refund, p_ticket, p_original]) THEN
    RETURN true;
  END IF;
  PERFORM ledger.post_lines(p_journal, p_kind, p_reason, p_actor, p_debits, p_credits, p_amounts,
    p_effective_at, p_order, p_invoice, p_refund, p_ticket, p_original, p_correlation);
  RETURN false;
END
$$;

-- `post` for a journal of one line and without an original, in the least work: most journals are such. PL/pgSQL prepares
-- each expression anew in each transaction, so there are few of them. What cannot be posted goes to `post`, which says why.
CREATE FUNCTION ledger.post_line(
  p_journal uuid, p_kind text, p_reason text, p_actor text, p_debit bigint, p_credit bigint, p_amount bigint,
  p_effective_at timestamptz, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid, p_correlation text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  debit_after bigint;
  debit_seq bigint;
  credit_after bigint;
  credit_seq bigint;
BEGIN
  -- The ordered updates are the locks; their conditions are the overdraft check, and in the first of them the key.
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
      -- Nothing was changed so far: a repetition, or something to refuse.
      RETURN ledger.post(p_journal, p_kind, p_reason, p_actor, ARRAY[p_debit], ARRAY[p_credit], ARRAY[p_amount],
        p_effective_at, p_order, p_invoice, p_refund, p_ticket, NULL, p_correlation);
    END IF;
    IF debit_seq IS NULL THEN
      PERFORM ledger.refuse(p_journal, p_debit, true, -p_amount, 0);
    END IF;
    PERFORM ledger.refuse(p_journal, p_credit, false, 0, p_amount);
  END IF;

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at,
    effective_at, line, kind, order_id, invoice_id, refund_id, ticket_id, reason, actor, correlation)
  VALUES (p_journal, p_debit, p_credit, p_amount, debit_seq, credit_seq, debit_after, credit_after, clock_timestamp(),
    p_effective_at, 1, p_kind::ledger.journal_kind, p_order, p_invoice, p_refund, p_ticket, p_reason, p_actor, p_correlation);
  RETURN false;
END
$$;

-- The part of `post` for journals of several lines or with an original (and for those that cannot be posted at all, to
-- say why).
-- Several lines may touch one account: its row is updated once, by what the lines add to it together, if it stands
-- every step on the way; each line still gets its own sequence number and balance after.
CREATE FUNCTION ledger.post_lines(
  p_journal uuid, p_kind text, p_reason text, p_actor text,
  p_debits bigint[], p_credits bigint[], p_amounts bigint[],
  p_effective_at timestamptz, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid, p_original uuid, p_correlation text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  step record;
  after bigint;
  seq bigint;
  accounts bigint[] := '{}'; -- ascending, each once
  afters bigint[] := '{}'; -- where each account stands at the line that is looked at
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
  -- The ordered updates are the locks; their conditions are the overdraft check. `lowest` is how far below its start
  -- the account falls at one of its debits, at worst; `highest` how far above its start it rises.
  FOR step IN
    SELECT r.account, sum(r.delta)::bigint AS total, least(0, min(r.running) FILTER (WHERE r.delta < 0))::bigint AS lowest,
      greatest(0, max(r.running))::bigint AS highest, bool_or(r.delta < 0) AS debited, count(*) AS legs
    FROM (
      SELECT s.account, s.delta, sum(s.delta) OVER (PARTITION BY s.account ORDER BY s.n) AS running
      FROM (
        SELECT u.debit AS account, -u.amount AS delta, u.n FROM unnest(p_debits, p_amounts) WITH ORDINALITY u (debit, amount, n)
        UNION ALL
        SELECT u.credit, u.amount, u.n FROM unnest(p_credits, p_amounts) WITH ORDINALITY u (credit, amount, n)
      ) s
    ) r GROUP BY r.account ORDER BY r.account
  LOOP
    UPDATE ledger.balance b SET balance = b.balance + step.total, seq = b.seq + step.legs
    WHERE b.id = step.account AND b.balance >= b.floor - step.lowest AND b.balance <= 9223372036854775807 - step.highest
      AND NOT (b.frozen AND step.debited)
    RETURNING b.balance - step.total, b.seq - step.legs INTO after, seq;
    IF seq IS NULL THEN PERFORM ledger.refuse(p_journal, step.account, step.debited, step.lowest, step.highest); END IF;
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

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, original_id, reason, actor, correlation)
  SELECT p_journal, l.debit, l.credit, l.amount, l.debit_seq, l.credit_seq, l.debit_after, l.credit_after, at, p_effective_at, l.n,
    CASE l.n WHEN 1 THEN p_kind::ledger.journal_kind END, CASE l.n WHEN 1 THEN p_order END, CASE l.n WHEN 1 THEN p_invoice END,
    CASE l.n WHEN 1 THEN p_refund END, CASE l.n WHEN 1 THEN p_ticket END, CASE l.n WHEN 1 THEN p_original END,
    CASE l.n WHEN 1 THEN p_reason END, CASE l.n WHEN 1 THEN p_actor END, CASE l.n WHEN 1 THEN p_correlation END
  FROM clock_timestamp() at, unnest(p_debits, p_credits, p_amounts, debit_seqs, credit_seqs, debit_afters, credit_afters)
    WITH ORDINALITY l (debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, n)
  ORDER BY l.n;
END
$$;

-- Keeps refunds within what was paid. `p_journal` may not go beyond `p_original`:
-- - refund and reversal: what goes back to the sources of the original (wallet, hold, provider, stars), all refunds and
--   reversals of it together, is at most what it took from them; lines with `fees` do not count;
-- - release and settlement of a hold: what leaves that `hold` account is at most what the hold put there.
-- The original's row is locked, so two refunds of it take turns. It is locked before any balance, always.
CREATE FUNCTION ledger.require_within_original(p_journal uuid, p_original uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  over record;
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1 FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'journal % is unknown', p_original USING ERRCODE = 'LG008', DETAIL = json_build_object('original', p_original)::text;
  END IF;
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT * INTO over FROM ledger.against_original(p_original, p_debits, p_credits, p_amounts) u
  WHERE u.asked > 0 AND u.earlier + u.asked > u.paid ORDER BY u.asset LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % allows no more of it', p_original USING ERRCODE = 'LG007', DETAIL = json_build_object('original', p_original,
      'asset', over.asset, 'paid', over.paid::text, 'earlier', over.earlier::text, 'asked', over.asked::text, 'kind', p_kind)::text;
  END IF;
  INSERT INTO ledger.derived (original_id, journal_id) VALUES (p_original, p_journal);
END
$$;

-- What counts against a journal, by asset (of a hold: by account): what it paid, what went back earlier, and what
-- further lines ask for.
CREATE FUNCTION ledger.against_original(p_original uuid, p_debits bigint[], p_credits bigint[], p_amounts bigint[])
RETURNS TABLE (asset text, paid numeric, earlier numeric, asked numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_hold boolean;
BEGIN
  SELECT t.kind = 'hold' INTO is_hold FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1;
  RETURN QUERY
  WITH lines AS (
    SELECT 'paid' AS part, t.debit, t.credit, t.amount FROM ledger.transfer t WHERE t.journal_id = p_original
    UNION ALL
    SELECT 'earlier', t.debit, t.credit, t.amount
    FROM ledger.derived h JOIN ledger.transfer t ON t.journal_id = h.journal_id
    WHERE h.original_id = p_original
    UNION ALL
    SELECT 'asked', u.debit, u.credit, u.amount FROM unnest(p_debits, p_credits, p_amounts) u (debit, credit, amount)
  ), counted AS (
    SELECT l.part, l.amount, l.debit & 15 AS asset_id, CASE WHEN is_hold THEN CASE l.part WHEN 'paid' THEN l.credit ELSE l.debit END END AS account
    FROM lines l JOIN ledger.account d ON d.id = l.debit JOIN ledger.account c ON c.id = l.credit
      JOIN ledger.account_kind dk ON dk.kind = d.kind JOIN ledger.account_kind ck ON ck.kind = c.kind
    WHERE CASE
      WHEN is_hold AND l.part = 'paid' THEN c.kind = 'hold'
      WHEN is_hold THEN d.kind = 'hold'
      WHEN 'fees' IN (d.kind, c.kind) THEN false
      WHEN l.part = 'paid' THEN dk.is_source
      ELSE ck.is_source END
  )
  SELECT a.code, coalesce(sum(n.amount) FILTER (WHERE n.part = 'paid'), 0), coalesce(sum(n.amount) FILTER (WHERE n.part = 'earlier'), 0),
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'asked'), 0)
  FROM counted n JOIN ledger.asset a ON a.id = n.asset_id GROUP BY a.code, n.account;
END
$$;

-- The second door: many journals in one call, one result per journal. `p_groups` ties neighbouring journals together:
-- all of a group are posted or none. Lines stand in the order of their journals (`p_line_journals`: 1, 1, 2, 3, 3 ...).
-- `p_accounts` are all accounts of the lines, ascending and each once; `p_debits` and `p_credits` are places in it.
-- An array of effective dates, links or correlations may be NULL: no journal has one.
-- `statuses` holds 'posted', 'replayed', an SQLSTATE as in `post`, or 'skipped' (another journal of its group was refused);
-- `details` the reasons by number. Raises only for arguments that make no sense (LG006), and 40001 or 23505 as
-- `post` does.
-- Journals with an original go through `post`.
CREATE FUNCTION ledger.post_batch(
  p_journals uuid[], p_kinds text[], p_reasons text[], p_actors text[], p_effective_ats timestamptz[],
  p_orders uuid[], p_invoices uuid[], p_refunds uuid[], p_tickets uuid[], p_correlations text[], p_groups integer[],
  p_line_journals integer[], p_accounts bigint[], p_debits integer[], p_credits integer[], p_amounts bigint[],
  OUT statuses text[], OUT details jsonb
) RETURNS record
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  journals integer := cardinality(p_journals);
  lines integer := cardinality(p_amounts);
  found_ids bigint[];
  balances bigint[]; -- this and the next three go with `p_accounts`
  floors bigint[];
  seqs bigint[];
  frozens boolean[];
  is_known boolean[];
  firsts integer[] := array_fill(0, ARRAY[journals]); -- first line of each journal
  lasts integer[] := array_fill(0, ARRAY[journals]);
  line_numbers integer[] := array_fill(NULL::integer, ARRAY[lines]); -- NULL: not posted
  debit_seqs bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  credit_seqs bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  debit_afters bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  credit_afters bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  group_start integer := 1; -- first journal of the group
  failed text; -- why the group cannot be posted
  detail jsonb;
  d integer;
  c integer;
  amount bigint;
  j integer;
  total bigint; -- amounts of one journal: as in `post` they stay within bigint together, and its lines within 100
  wanted integer := 0;
BEGIN
  IF journals IS NULL OR journals = 0 OR lines IS NULL OR lines = 0
    OR lines <> ALL (ARRAY[cardinality(p_line_journals), cardinality(p_debits), cardinality(p_credits)])
    OR journals <> ALL (ARRAY[cardinality(p_kinds), cardinality(p_reasons), cardinality(p_actors), cardinality(p_groups),
      coalesce(cardinality(p_effective_ats), journals), coalesce(cardinality(p_orders), journals), coalesce(cardinality(p_invoices), journals),
      coalesce(cardinality(p_refunds), journals), coalesce(cardinality(p_tickets), journals), coalesce(cardinality(p_correlations), journals)])
    OR p_accounts IS NULL OR array_position(p_accounts || p_amounts, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'the arrays of a batch do not fit together' USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
  END IF;
  j := 0;
  FOR l IN 1..lines LOOP
    IF p_line_journals[l] = j + 1 AND j < journals THEN
      j := j + 1;
      firsts[j] := l;
    ELSIF p_line_journals[l] IS DISTINCT FROM j OR j = 0 THEN
      RAISE EXCEPTION 'the lines of a batch are out of order' USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
    END IF;
    IF p_accounts[p_debits[l]] IS NULL OR p_accounts[p_credits[l]] IS NULL THEN
      RAISE EXCEPTION 'a line of a batch names no account' USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
    END IF;
    lasts[j] := l;
  END LOOP;
  IF j <> journals THEN
    RAISE EXCEPTION 'a journal of a batch has no line' USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
  END IF;

  -- Lock first, in order; whatever is read about keys is read after that, in a later statement.
  SELECT array_agg(l.id), array_agg(l.balance), array_agg(l.floor), array_agg(l.seq), array_agg(l.frozen)
  INTO found_ids, balances, floors, seqs, frozens
  FROM (
    SELECT b.id, b.balance, b.floor, b.seq, b.frozen FROM unnest(p_accounts) a (id) JOIN ledger.balance b ON b.id = a.id ORDER BY b.id FOR UPDATE OF b
  ) l;
  IF found_ids IS DISTINCT FROM p_accounts THEN
    FOR l IN 2..cardinality(p_accounts) LOOP
      IF p_accounts[l] <= p_accounts[l - 1] THEN
        RAISE EXCEPTION 'the accounts of a batch are out of order' USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
      END IF;
    END LOOP;
    -- Some do not exist: they stay NULL.
    SELECT array_agg(l.balance ORDER BY a.n), array_agg(l.floor ORDER BY a.n), array_agg(l.seq ORDER BY a.n), array_agg(l.frozen ORDER BY a.n)
    INTO balances, floors, seqs, frozens
    FROM unnest(p_accounts) WITH ORDINALITY a (id, n)
      LEFT JOIN unnest(found_ids, balances, floors, seqs, frozens) l (id, balance, floor, seq, frozen) ON l.id = a.id;
  END IF;
  SELECT array_agg(t.found IS NOT NULL ORDER BY u.n) INTO is_known
  FROM unnest(p_journals) WITH ORDINALITY u (id, n)
    LEFT JOIN LATERAL (SELECT true AS found FROM ledger.transfer t WHERE t.journal_id = u.id AND t.line = 1 LIMIT 1) t ON true;

  details := '{}';
  FOR i IN 1..journals LOOP
    IF i > 1 AND p_groups[i] IS DISTINCT FROM p_groups[i - 1] THEN
      group_start := i;
      failed := NULL;
    END IF;
    IF failed IS NOT NULL THEN
      statuses[i] := 'skipped';
      CONTINUE;
    END IF;
    IF is_known[i] THEN
      IF ledger.is_same(p_journals[i], p_kinds[i], ARRAY(SELECT p_accounts[u] FROM unnest(p_debits[firsts[i]:lasts[i]]) u),
        ARRAY(SELECT p_accounts[u] FROM unnest(p_credits[firsts[i]:lasts[i]]) u), p_amounts[firsts[i]:lasts[i]],
        p_effective_ats[i], ARRAY[p_orders[i], p_invoices[i], p_refunds[i], p_tickets[i], NULL]) THEN
        statuses[i] := 'replayed';
        CONTINUE;
      END IF;
      failed := 'LG003';
      detail := jsonb_build_object('journal', p_journals[i]);
    ELSE
      statuses[i] := 'posted';
      total := 0;
      FOR l IN firsts[i]..lasts[i] LOOP
        d := p_debits[l];
        c := p_credits[l];
        amount := p_amounts[l];
        -- Unknown accounts are NULL in all of their arrays, and so is a comparison with them.
        IF amount > 0 AND d <> c AND ((p_accounts[d] # p_accounts[c]) & 15) = 0 AND NOT frozens[d]
          AND balances[d] >= floors[d] + amount AND balances[c] <= 9223372036854775807 - amount
          AND amount <= 9223372036854775807 - total AND l < firsts[i] + 100 THEN
          total := total + amount;
          balances[d] := balances[d] - amount;
          balances[c] := balances[c] + amount;
          seqs[d] := seqs[d] + 1;
          seqs[c] := seqs[c] + 1;
          debit_seqs[l] := seqs[d];
          credit_seqs[l] := seqs[c];
          debit_afters[l] := balances[d];
          credit_afters[l] := balances[c];
          line_numbers[l] := l - firsts[i] + 1;
          wanted := wanted + 1;
          CONTINUE;
        ELSIF l >= firsts[i] + 100 THEN
          failed := 'LG006';
          detail := '{"problem": "a journal has 1 to 100 lines, each with debit, credit and amount"}';
        ELSIF amount <= 0 THEN
          failed := 'LG005';
          detail := jsonb_build_object('line', l - firsts[i] + 1, 'amount', amount::text);
        ELSIF d = c OR ((p_accounts[d] # p_accounts[c]) & 15) <> 0 THEN
          failed := 'LG006';
          detail := jsonb_build_object('problem', CASE WHEN d = c THEN 'a line debits and credits one account' ELSE 'a line mixes assets' END);
        ELSIF seqs[d] IS NULL OR seqs[c] IS NULL THEN
          failed := 'LG002';
          detail := jsonb_build_object('account', (CASE WHEN seqs[d] IS NULL THEN p_accounts[d] ELSE p_accounts[c] END)::text);
        ELSIF frozens[d] THEN
          failed := 'LG004';
          detail := jsonb_build_object('account', p_accounts[d]::text);
        ELSIF balances[d] < floors[d] + amount AND floors[d] > -9223372036854775808 THEN
          failed := 'LG001';
          detail := jsonb_build_object('account', p_accounts[d]::text, 'need', amount::text, 'have', (balances[d]::numeric - floors[d])::text);
        ELSE
          failed := 'LG005';
          detail := jsonb_build_object('account', (CASE WHEN balances[d] < floors[d] + amount THEN p_accounts[d] ELSE p_accounts[c] END)::text);
        END IF;
        EXIT;
      END LOOP;
    END IF;
    IF failed IS NOT NULL THEN
      -- Take back what the group did so far, last line first.
      FOR l IN REVERSE lasts[i]..firsts[group_start] LOOP
        CONTINUE WHEN line_numbers[l] IS NULL;
        balances[p_debits[l]] := balances[p_debits[l]] + p_amounts[l];
        balances[p_credits[l]] := balances[p_credits[l]] - p_amounts[l];
        seqs[p_debits[l]] := seqs[p_debits[l]] - 1;
        seqs[p_credits[l]] := seqs[p_credits[l]] - 1;
        line_numbers[l] := NULL;
        wanted := wanted - 1;
      END LOOP;
      FOR g IN group_start..i LOOP
        IF statuses[g] IS DISTINCT FROM 'replayed' THEN statuses[g] := 'skipped'; END IF;
      END LOOP;
      statuses[i] := failed;
      details := details || jsonb_build_object(i, detail);
    END IF;
  END LOOP;

  IF wanted = 0 THEN RETURN; END IF;
  UPDATE ledger.balance b SET balance = u.balance, seq = u.seq
  FROM unnest(p_accounts, balances, seqs) u (id, balance, seq) WHERE b.id = u.id AND b.seq <> u.seq;
  -- Inserted in the order of the keys, so that two batches with the same keys meet in the same order; positions keep the order of posting.
  INSERT INTO ledger.transfer (journal_id, position, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, reason, actor, correlation)
  SELECT p_journals[l.journal], l.position, p_accounts[l.debit], p_accounts[l.credit], l.amount, l.debit_seq, l.credit_seq, l.debit_after, l.credit_after, at,
    p_effective_ats[l.journal], l.line,
    CASE l.line WHEN 1 THEN p_kinds[l.journal]::ledger.journal_kind END, CASE l.line WHEN 1 THEN p_orders[l.journal] END,
    CASE l.line WHEN 1 THEN p_invoices[l.journal] END, CASE l.line WHEN 1 THEN p_refunds[l.journal] END,
    CASE l.line WHEN 1 THEN p_tickets[l.journal] END, CASE l.line WHEN 1 THEN p_reasons[l.journal] END,
    CASE l.line WHEN 1 THEN p_actors[l.journal] END, CASE l.line WHEN 1 THEN p_correlations[l.journal] END
  FROM (
    SELECT u.*, nextval('ledger.transfer_position') AS position
    FROM unnest(p_line_journals, p_debits, p_credits, p_amounts, debit_seqs, credit_seqs, debit_afters, credit_afters, line_numbers)
      u (journal, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, line)
    WHERE u.line IS NOT NULL
  ) l CROSS JOIN clock_timestamp() at
  ORDER BY 1, l.line;
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

------------------------------------------------------------------------------------------------ looking back

-- The entry of an account with this sequence number (found by index, whichever side it stands on).
CREATE FUNCTION ledger.entry_at(p_account bigint, p_seq bigint, OUT recorded_at timestamptz, OUT balance_after bigint, OUT "position" bigint) RETURNS record
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

-- How many entries an account had at a moment: times do not go back along the sequence, so halving finds it.
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
    IF (ledger.entry_at(p_account, middle)).recorded_at <= p_at THEN low := middle; ELSE high := middle - 1; END IF;
  END LOOP;
  RETURN low;
END
$$;

-- Balance of an account after everything that was recorded up to a moment.
CREATE FUNCTION ledger.balance_at(p_account bigint, p_at timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((ledger.entry_at(p_account, ledger.seq_at(p_account, p_at))).balance_after, 0)
$$;

-- Last position that is sealed; what comes after it is not yet in the tables that are filled by sealing.
CREATE FUNCTION ledger.sealed_position() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT b.last_position FROM ledger.block b ORDER BY b.number DESC LIMIT 1), 0)
$$;

-- Last position that was given out: no transfer stands behind it.
CREATE FUNCTION ledger.last_position() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.transfer_position
$$;

-- Balance of an account by the dates from which its entries count: the balance by recording, without what was recorded
-- by then but counts from later, with what was recorded later but counts from before.
CREATE FUNCTION ledger.balance_effective(p_account bigint, p_at timestamptz) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  WITH moved AS (
    SELECT b.amount, b.effective_at, b.recorded_at FROM ledger.backdated b WHERE b.account_id = p_account
    UNION ALL
    SELECT CASE WHEN t.debit = p_account THEN -t.amount ELSE t.amount END, t.effective_at, t.recorded_at
    FROM ledger.transfer t
    WHERE t.position > ledger.sealed_position() AND t.effective_at IS NOT NULL AND p_account IN (t.debit, t.credit)
  )
  SELECT ledger.balance_at(p_account, p_at)
    + coalesce(sum(m.amount) FILTER (WHERE m.effective_at <= p_at AND m.recorded_at > p_at), 0)
    - coalesce(sum(m.amount) FILTER (WHERE m.effective_at > p_at AND m.recorded_at <= p_at), 0)
  FROM moved m
$$;

-- Where every kind of account stood at a moment (NULL: now), by asset. The balances of an asset sum to zero.
-- Starts from the nearest daily closing before and adds what came after.
CREATE FUNCTION ledger.trial_balance(p_at timestamptz DEFAULT NULL) RETURNS TABLE (asset text, kind text, balance numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  base ledger.closing;
BEGIN
  IF p_at IS NULL THEN
    RETURN QUERY SELECT s.code, a.kind, sum(b.balance)
      FROM ledger.balance b JOIN ledger.account a ON a.id = b.id JOIN ledger.asset s ON s.id = a.asset_id GROUP BY s.code, a.kind ORDER BY 1, 2;
    RETURN;
  END IF;
  SELECT * INTO base FROM ledger.closing c WHERE c.day < (p_at AT TIME ZONE 'UTC')::date ORDER BY c.day DESC LIMIT 1;
  RETURN QUERY
  WITH moved AS (
    SELECT t.debit, t.credit, t.amount FROM ledger.transfer t WHERE t.position > coalesce(base.position, 0) AND t.recorded_at <= p_at
    UNION ALL -- positions and times may cross by a moment around the closing
    SELECT t.credit, t.debit, t.amount FROM ledger.transfer t WHERE t.position <= coalesce(base.position, 0) AND t.recorded_at > p_at
  ), net AS (
    SELECT a.kind, a.asset_id, sum(d.delta) AS delta
    FROM (
      SELECT e.account, sum(e.delta) AS delta
      FROM (SELECT m.debit AS account, -m.amount AS delta FROM moved m UNION ALL SELECT m.credit, m.amount FROM moved m) e GROUP BY e.account
    ) d JOIN ledger.account a ON a.id = d.account GROUP BY a.kind, a.asset_id
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = base.day
    UNION ALL
    SELECT DISTINCT a.kind, a.asset_id, 0 FROM ledger.account a
  )
  SELECT s.code, n.kind, sum(n.delta) FROM net n JOIN ledger.asset s ON s.id = n.asset_id GROUP BY s.code, n.kind ORDER BY 1, 2;
END
$$;

-- A page of an account's entries, oldest first: those recorded after `p_from` up to `p_to`, with a sequence above `p_after`.
CREATE FUNCTION ledger.statement(p_account bigint, p_from timestamptz, p_to timestamptz, p_after bigint, p_limit integer) RETURNS SETOF ledger.entries
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  SELECT e.* FROM ledger.entries e
  WHERE e.account_id = p_account AND e.seq > greatest(p_after, ledger.seq_at(p_account, p_from)) AND e.seq <= ledger.seq_at(p_account, p_to)
  ORDER BY e.seq LIMIT least(p_limit, 1000)
$$;

-- The same for a house account, whose entries lie in 16 shards: in the order of positions above `p_after`.
-- House accounts stand in nearly every transfer, so the log is read in windows instead of merging 32 indexes.
CREATE FUNCTION ledger.house_statement(p_kind text, p_asset text, p_from timestamptz, p_to timestamptz, p_after bigint, p_limit integer) RETURNS SETOF ledger.entries
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
  SELECT greatest(p_after, coalesce(max(b.last_position), 0)) INTO low FROM ledger.block b WHERE b.last_recorded_at < p_from;
  SELECT last_value INTO last FROM ledger.transfer_position;
  WHILE wanted > 0 AND low < last LOOP
    RETURN QUERY SELECT e.* FROM ledger.entries e
      WHERE e.position > low AND e.position <= low + window_size AND e.account_id = ANY (shards) AND e.recorded_at > p_from AND e.recorded_at <= p_to
      ORDER BY e.position LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    low := low + window_size;
    window_size := least(window_size * 2, 262144);
  END LOOP;
END
$$;

-- A page of journals, newest first: those below position `p_before` (NULL: from the end). Reads the log backwards in windows.
CREATE FUNCTION ledger.journals_before(p_before bigint, p_limit integer) RETURNS SETOF ledger.journals
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  high bigint := p_before;
  window_size bigint := 1024;
  found_rows integer;
  wanted integer := least(p_limit, 1000);
BEGIN
  IF high IS NULL THEN SELECT last_value + 1 INTO high FROM ledger.transfer_position; END IF;
  WHILE wanted > 0 AND high > 1 LOOP
    RETURN QUERY SELECT j.* FROM ledger.journals j WHERE j.position < high AND j.position >= high - window_size ORDER BY j.position DESC LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    high := high - window_size;
    window_size := least(window_size * 4, 262144);
  END LOOP;
END
$$;

-- The journals that name this order, invoice, refund or ticket, or that refund, reverse, release or settle this journal.
CREATE FUNCTION ledger.journals_of(p_id uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  SELECT l.journal_id FROM ledger.journal_link l WHERE l.link_id = p_id
  UNION
  SELECT d.journal_id FROM ledger.derived d WHERE d.original_id = p_id
  UNION
  SELECT t.journal_id FROM ledger.transfer t
  WHERE t.position > ledger.sealed_position() AND t.line = 1 AND p_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id)
$$;

------------------------------------------------------------------------------------------------ proof

-- SHA-256 over everything that a transfer says. It has no search path of its own, so that it is put into the statements
-- of its callers, which have one.
CREATE FUNCTION ledger.digest(t ledger.transfer) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(t.position, t.journal_id, t.line, t.debit, t.credit, t.amount, t.debit_seq, t.credit_seq, t.debit_after,
    t.credit_after, (extract(epoch FROM t.recorded_at) * 1000000)::bigint,
    CASE WHEN isfinite(t.effective_at) THEN to_jsonb((extract(epoch FROM t.effective_at) * 1000000)::bigint) ELSE to_jsonb(t.effective_at::text) END, t.kind::text,
    t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id, t.reason, t.actor, t.correlation)::text, 'UTF8'))
$$;

-- Seals what is settled, at most `p_blocks` blocks of 1024 positions, and closes the days that have ended.
-- Waits for nobody and stops nobody: a posting that is still running only keeps the horizon where it is until the next run.
-- Two runs at the same time: the second does nothing. Run it alone, in READ COMMITTED. Gives how many blocks were made.
CREATE FUNCTION ledger.seal(p_blocks integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  settled ledger.horizon;
  candidate bigint;
  candidate_at timestamptz;
  running xid8;
  block ledger.block;
  previous ledger.block;
  rows_hash bytea;
  made integer := 0;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL OR current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'ledger.seal needs a transaction of its own, in READ COMMITTED' USING ERRCODE = 'active_sql_transaction';
  END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0)) THEN RETURN 0; END IF;
  SELECT * INTO settled FROM ledger.horizon;
  IF settled.next_xid > pg_snapshot_xmax(pg_current_snapshot()) THEN settled := NULL; END IF; -- restored into a younger cluster
  SELECT * INTO previous FROM ledger.block ORDER BY number DESC LIMIT 1;
  IF settled.position IS NULL OR settled.position <= coalesce(previous.last_position, 0) THEN
    -- Every posting that took a position so far is finished or among the transactions that run now: it updated balances first.
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO candidate FROM ledger.transfer_position;
    candidate_at := clock_timestamp();
    running := pg_current_xact_id(); -- taken now, so it is above every one of those (the snapshot's xmax need not be)
    settled := ROW(true, candidate, running, candidate_at);
    IF pg_snapshot_xmin(pg_current_snapshot()) < running THEN
      INSERT INTO ledger.horizon VALUES (true, candidate, running, candidate_at)
      ON CONFLICT (singleton) DO UPDATE SET position = excluded.position, next_xid = excluded.next_xid, at = excluded.at;
      RETURN 0;
    END IF;
  ELSIF pg_snapshot_xmin(pg_current_snapshot()) < settled.next_xid THEN
    RETURN 0;
  END IF;

  WHILE made < p_blocks AND coalesce(previous.last_position, 0) < settled.position LOOP
    block := NULL;
    block.number := coalesce(previous.number, 0) + 1;
    block.first_position := coalesce(previous.last_position, 0) + 1;
    block.last_position := least(block.first_position + 1023, settled.position);
    block.previous := coalesce(previous.hash, sha256('starboard ledger'));
    WITH d AS MATERIALIZED (
      SELECT t.position, t.recorded_at, ledger.digest(t) AS digest FROM ledger.transfer t
      WHERE t.position BETWEEN block.first_position AND block.last_position
    )
    SELECT count(*), coalesce(string_agg(substring(d.digest FOR 8), '' ORDER BY d.position), ''), coalesce(string_agg(d.digest, '' ORDER BY d.position), ''),
      max(d.recorded_at), ARRAY(SELECT p FROM generate_series(block.first_position, block.last_position) p EXCEPT SELECT g.position FROM d g ORDER BY 1)
    INTO block.transfers, block.digests, rows_hash, block.last_recorded_at, block.gaps FROM d;
    block.hash := ledger.block_hash(block, rows_hash);
    block.sealed_at := clock_timestamp();
    INSERT INTO ledger.block VALUES (block.*);
    INSERT INTO ledger.journal_link (link_id, journal_id)
    SELECT DISTINCT l.id, t.journal_id FROM ledger.transfer t, unnest(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id]) l (id)
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
  IF coalesce(previous.last_position, 0) >= settled.position AND previous.number IS NOT NULL THEN
    PERFORM ledger.close_days(previous, settled.at);
  END IF;
  RETURN made;
END
$$;

-- What a block's hash covers: the hash before, its own numbers, and the SHA-256 of every row.
CREATE FUNCTION ledger.block_hash(b ledger.block, rows_hash bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(b.previous || int8send(b.number) || int8send(b.first_position) || int8send(b.last_position) || int8send(b.transfers) || rows_hash)
$$;

-- Where every kind of account stands at `p_position`, from an earlier closing (NULL: from nothing) and what came after it.
CREATE FUNCTION ledger.closing_balances_from(p_base ledger.closing, p_position bigint) RETURNS TABLE (kind text, asset_id smallint, sum numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.kind, n.asset_id, sum(n.delta)
  FROM (
    SELECT a.kind, a.asset_id, e.delta
    FROM (
      SELECT m.account, sum(m.delta) AS delta
      FROM (
        SELECT t.debit AS account, -t.amount AS delta FROM ledger.transfer t WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
        UNION ALL
        SELECT t.credit, t.amount FROM ledger.transfer t WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
      ) m GROUP BY m.account
    ) e JOIN ledger.account a ON a.id = e.account
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = p_base.day
  ) n GROUP BY n.kind, n.asset_id
$$;

-- Writes the closing of every day (UTC) that ended before `p_at`, when everything up to then is sealed.
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
    INSERT INTO ledger.closing (day, block, position, hash) VALUES (ended, p_head.number, p_head.last_position, p_head.hash);
    INSERT INTO ledger.closing_balance (day, kind, asset_id, balance)
    SELECT ended, n.kind, n.asset_id, n.sum FROM ledger.closing_balances_from(last, p_head.last_position) n;
    SELECT * INTO last FROM ledger.closing ORDER BY day DESC LIMIT 1;
    ended := ended + 1;
  END LOOP;
END
$$;

-- A closing was written outside the database (log, webhook).
CREATE FUNCTION ledger.mark_published(p_day date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO ledger.publication (day) VALUES (p_day) ON CONFLICT DO NOTHING
$$;

-- Holds a sealed block against its rows. Gives the first row that does not belong: changed, missing or inserted; or
-- `chain` when the block itself was tampered with; or what was written behind the hot path and does not fit its row.
-- Nothing when all is well.
CREATE FUNCTION ledger.verify_block(p_number bigint) RETURNS TABLE (problem text, "position" bigint, journal_id uuid, line smallint)
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
    SELECT CASE WHEN s.p IS NULL THEN 'missing' WHEN w.p IS NULL OR s.copy > 1 THEN 'inserted' ELSE 'changed' END AS problem,
      coalesce(w.p, s.p) AS position, s.journal_id, s.line
    FROM wanted w FULL JOIN stored s ON s.p = w.p
    WHERE s.p IS NULL OR w.p IS NULL OR s.copy > 1 OR substring(s.digest FOR 8) <> w.digest
    ORDER BY 2, 1 LIMIT 1
  )
  SELECT off.problem, off.position, off.journal_id, off.line, (SELECT coalesce(string_agg(s.digest, '' ORDER BY s.p), '') FROM stored s),
    (SELECT max(s.recorded_at) FROM stored s)
  INTO problem, position, journal_id, line, rows_hash, latest
  FROM (SELECT) nothing LEFT JOIN off ON true;
  IF problem IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF b.number IS NULL OR b.hash IS DISTINCT FROM ledger.block_hash(b, rows_hash)
    OR b.previous IS DISTINCT FROM coalesce(before.hash, sha256('starboard ledger'))
    OR b.first_position <> coalesce(before.last_position, 0) + 1 OR b.last_recorded_at IS DISTINCT FROM latest THEN
    RETURN QUERY SELECT 'chain', coalesce(b.first_position, before.last_position + 1), NULL::uuid, NULL::smallint;
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
  ) x FULL JOIN (SELECT * FROM ledger.backdated d WHERE d.position BETWEEN b.first_position AND b.last_position) k
    ON (k.account_id, k.position, k.effective_at, k.recorded_at, k.amount) = (x.account, x.position, x.effective_at, x.recorded_at, x.amount)
  WHERE x.position IS NULL OR k.position IS NULL
  ORDER BY 2 LIMIT 1;
END
$$;

-- Checks the entries with positions above `p_from` up to `p_to`, each against the one before it in its account:
-- sequence without a gap, balance follows, floor kept, time does not go back; that journals are whole; and that refunds,
-- reversals, releases and settlements are noted with their original and within it.
-- With `p_heads` also that every touched account stands where its last entry left it. At most 100 problems, first first.
CREATE FUNCTION ledger.check_entries(p_from bigint, p_to bigint, p_heads boolean)
RETURNS TABLE (problem text, "position" bigint, account_id bigint, seq bigint, journal_id uuid, line smallint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  last bigint := ledger.last_position(); -- read after the snapshot was taken, so no transfer in it lies behind
BEGIN
  RETURN QUERY
  WITH leg AS MATERIALIZED (
    SELECT e.*, lag(e.seq) OVER w AS before_seq, lag(e.balance_after) OVER w AS before_balance, lag(e.recorded_at) OVER w AS before_at, lag(e.position) OVER w AS before_position
    FROM ledger.entries e WHERE e.position > p_from AND e.position <= p_to
    WINDOW w AS (PARTITION BY e.account_id ORDER BY e.seq, e.position)
  ), known AS (
    SELECT l.account_id, l.other_account_id, l.seq, l.side, l.amount, l.balance_after, l.recorded_at, l.position, l.journal_id, l.line, l.before_seq,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_balance WHEN l.seq = 1 THEN 0 ELSE p.balance_after END AS before_balance,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_at ELSE p.recorded_at END AS before_at,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_position ELSE p.position END AS before_position
    FROM leg l LEFT JOIN LATERAL (
      -- The first entry of an account in this range: its predecessor lies before the range.
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
      WHEN k.seq < 1 OR k.seq <> coalesce(k.before_seq + 1, k.seq) OR k.before_balance IS NULL THEN 'an entry is missing before'
      WHEN k.amount = 0 OR k.account_id = k.other_account_id OR (k.amount < 0) <> (k.side = 'debit') OR ((k.account_id # k.other_account_id) & 15) <> 0
        THEN 'not a movement'
      WHEN k.balance_after::numeric <> k.before_balance::numeric + k.amount THEN 'balance does not follow'
      WHEN k.side = 'debit' AND k.balance_after < b.floor THEN 'below the floor'
      WHEN k.recorded_at < k.before_at OR k.position <= k.before_position THEN 'recorded before its predecessor'
    END AS problem) x
  WHERE x.problem IS NOT NULL
  UNION ALL
  SELECT 'no such account', l.position, l.account_id, l.seq, l.journal_id, l.line
  FROM leg l WHERE NOT EXISTS (SELECT FROM ledger.balance b WHERE b.id = l.account_id)
  UNION ALL
  SELECT 'journal is not whole', min(t.position), NULL, NULL, t.journal_id, min(t.line)
  FROM (SELECT DISTINCT l.journal_id FROM leg l) j JOIN ledger.transfer t ON t.journal_id = j.journal_id
  GROUP BY t.journal_id
  HAVING count(*) <> max(t.line) OR min(t.line) <> 1 OR count(t.kind) <> 1 OR count(t.kind) FILTER (WHERE t.line = 1) <> 1
  UNION ALL
  SELECT x.problem, t.position, NULL, NULL, t.journal_id, t.line
  FROM ledger.transfer t, LATERAL (SELECT CASE
    WHEN NOT EXISTS (SELECT FROM ledger.derived d WHERE d.original_id = t.original_id AND d.journal_id = t.journal_id) THEN 'not noted with its original'
    WHEN EXISTS (SELECT FROM ledger.against_original(t.original_id, '{}', '{}', '{}') u WHERE u.earlier > u.paid) THEN 'goes beyond its original'
    END AS problem) x
  WHERE t.position > p_from AND t.position <= p_to AND t.original_id IS NOT NULL AND x.problem IS NOT NULL
  UNION ALL
  SELECT h.problem, h.position, h.account_id, h.seq, NULL, NULL
  FROM (SELECT DISTINCT l.account_id AS id FROM leg l WHERE p_heads) a JOIN ledger.balance b ON b.id = a.id, LATERAL ledger.check_head(b) h
  ORDER BY 2 NULLS LAST, 1 LIMIT 100;
END
$$;

-- Whether an account stands where its last entry left it.
CREATE FUNCTION ledger.check_head(b ledger.balance) RETURNS TABLE (problem text, "position" bigint, account_id bigint, seq bigint)
LANGUAGE sql STABLE AS $$
  SELECT 'account does not stand where its last entry left it', h.position, b.id, b.seq
  FROM (SELECT) nothing LEFT JOIN LATERAL (
    SELECT u.* FROM (
      (SELECT t.debit_seq AS seq, t.debit_after AS balance, t.position FROM ledger.transfer t WHERE t.debit = b.id ORDER BY t.debit_seq DESC LIMIT 1)
      UNION ALL
      (SELECT t.credit_seq, t.credit_after, t.position FROM ledger.transfer t WHERE t.credit = b.id ORDER BY t.credit_seq DESC LIMIT 1)
    ) u ORDER BY u.seq DESC LIMIT 1
  ) h ON true
  WHERE b.seq <> coalesce(h.seq, 0) OR b.balance <> coalesce(h.balance, 0)
$$;

-- Checks the next `p_count` accounts with ids above `p_after`: that each is what its id says, has the floor of its kind, is
-- frozen or not as its events say, and stands where its last entry left it. `last` is where it came to; NULL at the end.
CREATE FUNCTION ledger.check_accounts(p_after bigint, p_count integer, OUT last bigint, OUT problem text, OUT "position" bigint, OUT account_id bigint, OUT seq bigint)
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
      WHEN a.id <> CASE WHEN k.is_house THEN (1::bigint << 62) | (k.code::bigint << 12) | (a.shard::bigint << 4) | a.asset_id
        ELSE (a.user_id << 7) | (k.code::bigint << 4) | a.asset_id END THEN 'account is not what its number says'
      WHEN b.floor <> CASE WHEN k.is_house THEN -9223372036854775808 ELSE 0 END THEN 'floor is not that of its kind'
      WHEN b.frozen <> coalesce((SELECT e.event = 'frozen' FROM ledger.account_event e WHERE e.account_id = b.id ORDER BY e.id DESC LIMIT 1), false)
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

-- Checks the next `p_count` links above `p_after`: that each has its journal. `last` is where it came to; NULL at the end.
CREATE FUNCTION ledger.check_links(p_after uuid, p_count integer, OUT last uuid, OUT problem text, OUT journal_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  upto uuid;
BEGIN
  SELECT k.link_id INTO last FROM ledger.journal_link k WHERE k.link_id > p_after ORDER BY k.link_id OFFSET p_count - 1 LIMIT 1;
  upto := coalesce(last, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  SELECT 'a link names a journal that does not name it', x.journal_id INTO problem, journal_id
  FROM (
    SELECT k.journal_id FROM ledger.journal_link k WHERE k.link_id > p_after AND k.link_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = k.journal_id AND t.line = 1 AND k.link_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id))
    UNION ALL
    SELECT d.journal_id FROM ledger.derived d WHERE d.original_id > p_after AND d.original_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = d.journal_id AND t.line = 1 AND t.original_id = d.original_id)
  ) x LIMIT 1;
END
$$;

-- Checks the closing of a day: that the day before is closed too, that its block is in the chain, and that its balances
-- follow from those of the day before. NULL when all is well.
CREATE FUNCTION ledger.check_closing(p_day date) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  c ledger.closing;
  before ledger.closing;
BEGIN
  SELECT * INTO c FROM ledger.closing WHERE day = p_day;
  SELECT * INTO before FROM ledger.closing WHERE day < p_day ORDER BY day DESC LIMIT 1;
  IF c.day IS NULL OR before.day <> p_day - 1 THEN RETURN 'closing is missing'; END IF;
  IF NOT EXISTS (SELECT FROM ledger.block b WHERE b.number = c.block AND b.last_position = c.position AND b.hash = c.hash) THEN
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

-- What was sealed or checked before and is not there any more: the log was cut. NULL when all is well.
CREATE FUNCTION ledger.check_end() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM ledger.checkpoint c WHERE c.position > ledger.sealed_position()) THEN 'blocks that were checked are missing'
    WHEN EXISTS (SELECT FROM ledger.backdated d WHERE d.position > ledger.sealed_position()) THEN 'blocks that were sealed are missing'
    WHEN EXISTS (SELECT FROM ledger.publication p WHERE NOT EXISTS (SELECT FROM ledger.closing c WHERE c.day = p.day)) THEN 'a closing that was published is missing'
  END
$$;

-- Assets whose balances do not sum to zero, in one snapshot. None when all is well.
CREATE FUNCTION ledger.check_sums() RETURNS TABLE (asset text, balance numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.code, sum(b.balance) FROM ledger.balance b JOIN ledger.asset s ON s.id = b.id & 15 GROUP BY s.code HAVING sum(b.balance) <> 0
$$;

-- Remembers what was checked and found right: everything up to a position, and how far the rounds over accounts and blocks are.
CREATE FUNCTION ledger.set_checkpoint(p_position bigint, p_account bigint, p_block bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO ledger.checkpoint VALUES (true, p_position, p_account, p_block, clock_timestamp())
  ON CONFLICT (singleton) DO UPDATE
  SET position = excluded.position, account = excluded.account, block = excluded.block, checked_at = excluded.checked_at
$$;

CREATE VIEW ledger.blocks AS SELECT number, first_position, last_position, transfers, encode(hash, 'hex') AS hash, sealed_at FROM ledger.block;
CREATE VIEW ledger.closings AS
SELECT c.day, c.block, c.position, encode(c.hash, 'hex') AS hash, c.closed_at, p.published_at FROM ledger.closing c LEFT JOIN ledger.publication p USING (day);
CREATE VIEW ledger.account_events AS SELECT id, account_id, event, reason, actor, at FROM ledger.account_event;
CREATE VIEW ledger.checkpoints AS SELECT position, account, block, checked_at FROM ledger.checkpoint;

------------------------------------------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.user_account, ledger.house_account, ledger.balance_at, ledger.balance_effective, ledger.trial_balance,
  ledger.statement, ledger.house_statement, ledger.journals_of, ledger.journals_before, ledger.verify_block, ledger.check_entries, ledger.check_accounts,
  ledger.check_links, ledger.check_closing, ledger.check_end, ledger.check_sums, ledger.sealed_position, ledger.last_position TO starboard_app, starboard_panel;
GRANT EXECUTE ON FUNCTION ledger.add_asset, ledger.open_user_accounts, ledger.set_frozen, ledger.post, ledger.post_line, ledger.post_batch, ledger.seal,
  ledger.mark_published, ledger.set_checkpoint TO starboard_app;
GRANT SELECT ON ledger.assets, ledger.accounts, ledger.balances, ledger.house_balances, ledger.journals, ledger.transfers, ledger.entries,
  ledger.blocks, ledger.closings, ledger.account_events, ledger.checkpoints TO starboard_app, starboard_panel;
