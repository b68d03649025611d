-- The ledger, 1 of 6: assets and accounts.
--
--   asset, account_kind            the assets and the kinds of account: both are data
--   account, balance               what an account is, and how much it has
--   account_event                  every freeze and unfreeze of an account, for ever
--   account_number                 makes the number of an account
--   user_account, house_account    the number of an account by its name
--   add_asset                      adds an asset with its house accounts
--   open_user_accounts             wallet, hold, stars and delivery of a user
--   set_frozen                     freezes an account, so that it cannot pay, or unfreezes it
--   views                          assets, accounts, balances, house_balances, account_events
--
-- Read the six files in order: accounts, posting, batches, sealing, looking back, proof. Writers call the
-- functions, readers use the views, and nobody touches the tables.
-- Why account and balance are two tables: a posting updates only the balance, so its row is small. It has no
-- second index, so the update touches one page (HOT).
-- Locks: calls of add_asset take turns by a lock on `asset`; set_frozen locks the row of one balance.

------------------------------------------------------------ assets

CREATE TABLE ledger.asset (
  id smallint PRIMARY KEY CHECK (id BETWEEN 0 AND 15), -- the low four bits of every account number
  code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z0-9]{2,10}$'),
  -- The number of decimals in the shown unit.
  exponent smallint NOT NULL CHECK (exponent BETWEEN 0 AND 18)
);
CREATE TRIGGER asset_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.asset
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The codes are part of every account number. In `src/ledger/types.ts` they are the positions in two lists;
-- test/ledger/assets.test.ts compares both.
CREATE TABLE ledger.account_kind (
  kind text PRIMARY KEY,
  code smallint NOT NULL,
  is_house boolean NOT NULL,
  is_source boolean NOT NULL, -- money of a sale comes from here, so a refund goes back here
  meaning text NOT NULL,
  UNIQUE (is_house, code)
);
CREATE TRIGGER account_kind_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account_kind
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO ledger.account_kind (kind, code, is_house, is_source, meaning) VALUES
  ('wallet', 0, false, true, 'what a user can spend'),
  ('stars', 1, false, false, 'stars that a user owns'),
  ('hold', 2, false, true, 'money of a user that is set aside'),
  ('delivery', 3, false, false, 'stars of a user that are on their way to Telegram'),
  ('provider_clearing', 0, true, true, 'what the payment provider holds for us'),
  ('revenue', 1, true, false, 'what was earned'),
  ('fees', 2, true, false, 'what the provider kept'),
  ('bonus', 3, true, true, 'stars given away'),
  ('star_stock', 4, true, true, 'stars issued to users'),
  ('refunds', 5, true, false, 'what was paid back'),
  ('suspense', 6, true, false, 'money whose owner is not known yet'),
  ('adjustments', 7, true, false, 'corrections by staff'),
  ('delivered', 8, true, false, 'stars that reached a Telegram account'),
  ('capital', 9, true, false, 'what the owner put in to buy stars with'),
  ('ton_wallet', 10, true, false, 'what our own TON wallet holds'),
  ('supplier_float', 11, true, false, 'our balance at a prepaid supplier'),
  ('supplier_due', 12, true, false, 'paid to a supplier for stars that have not arrived'),
  ('delivery_cost', 13, true, false, 'cost of delivered stars');

------------------------------------------------------------ accounts

-- What an account is. It is written once, when the account is opened. A posting never writes it.
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
CREATE TRIGGER account_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The balance of an account: the sum of its credits minus the sum of its debits. Money that we owe a user is
-- above zero.
CREATE TABLE ledger.balance (
  id bigint PRIMARY KEY,
  floor bigint NOT NULL, -- the lowest balance that a debit may leave; never above zero
  balance bigint NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0, -- how many entries the account has
  frozen boolean NOT NULL DEFAULT false -- a frozen account receives but does not pay
) WITH (fillfactor = 50);
CREATE TRIGGER balance_kept BEFORE DELETE OR TRUNCATE ON ledger.balance
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE ledger.account_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES ledger.account,
  event text NOT NULL CHECK (event IN ('frozen', 'unfrozen')),
  reason text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX account_event_account ON ledger.account_event (account_id, id);
CREATE TRIGGER account_event_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

------------------------------------------------------------ numbers

-- Account numbers are computed, never looked up (bit 62 marks a house account):
--   user:  user << 7 | code << 4 | asset          house:  1 << 62 | code << 12 | shard << 4 | asset
-- In SQL only this function computes them; src/ledger/accounts.ts computes the same, so posting needs no
-- look-up. The function has no search path, so that PostgreSQL can inline it into the statements of its
-- callers. They have one.
CREATE FUNCTION ledger.account_number(
  k ledger.account_kind, of_user bigint, shard integer, asset_id smallint
) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN k.is_house
    THEN (1::bigint << 62) | (k.code::bigint << 12) | (shard::bigint << 4) | asset_id
    ELSE (of_user << 7) | (k.code::bigint << 4) | asset_id END
$$;

-- The number of a user's account. NULL if such an account is impossible.
CREATE FUNCTION ledger.user_account(user_id bigint, kind text, asset text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ledger.account_number(k, user_id, NULL, a.id)
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = user_account.kind AND NOT k.is_house AND a.code = user_account.asset
    AND user_id BETWEEN 1 AND 36028797018963967
$$;

-- The number of a house account. A house account has 16 shards, so that postings do not wait for one row. The
-- last four bits of a journal's id choose the shard.
CREATE FUNCTION ledger.house_account(kind text, asset text, journal uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ledger.account_number(k, NULL, get_byte(uuid_send(journal), 15) & 15, a.id)
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = house_account.kind AND k.is_house AND a.code = house_account.asset
$$;

------------------------------------------------------------ opening and freezing

-- Adds an asset and opens its house accounts, 16 shards each. It is safe to repeat. Returns the asset's id.
-- LG006 if the code exists with another exponent or all 15 places are taken.
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
      RAISE EXCEPTION 'asset % has % decimals', p_code, found.exponent
        USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
    END IF;
    RETURN found.id;
  END IF;
  SELECT coalesce(max(id), 0) + 1 INTO new_id FROM ledger.asset;
  IF new_id > 15 THEN
    RAISE EXCEPTION 'all places for assets are taken'
      USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
  END IF;
  INSERT INTO ledger.asset (id, code, exponent) VALUES (new_id, p_code, p_exponent);
  WITH opened AS (
    INSERT INTO ledger.account (id, kind, asset_id, shard)
    SELECT ledger.account_number(k, NULL, shard, new_id), k.kind, new_id, shard
    FROM ledger.account_kind k, generate_series(0, 15) shard WHERE k.is_house
    RETURNING id
  )
  INSERT INTO ledger.balance (id, floor) SELECT id, -9223372036854775808 FROM opened;
  RETURN new_id;
END
$$;
SELECT ledger.add_asset('TON', 9), ledger.add_asset('STAR', 0);

-- Opens the accounts of a user: wallet and hold in `p_asset`, stars and delivery in STAR. It is safe to
-- repeat.
CREATE FUNCTION ledger.open_user_accounts(p_user bigint, p_asset text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger.asset WHERE code = p_asset) THEN
    RAISE EXCEPTION 'asset % is unknown', p_asset
      USING ERRCODE = 'LG002', DETAIL = json_build_object('asset', p_asset)::text;
  END IF;
  INSERT INTO ledger.account (id, kind, user_id, asset_id)
  SELECT ledger.user_account(p_user, k.kind, a.code), k.kind, p_user, a.id
  FROM ledger.account_kind k
    JOIN ledger.asset a ON a.code = CASE WHEN k.kind IN ('stars', 'delivery') THEN 'STAR' ELSE p_asset END
  WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
  INSERT INTO ledger.balance (id, floor)
  SELECT ledger.user_account(p_user, k.kind,
    CASE WHEN k.kind IN ('stars', 'delivery') THEN 'STAR' ELSE p_asset END), 0
  FROM ledger.account_kind k WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
END
$$;

-- Freezes an account, so that it cannot pay, or unfreezes it. LG002 if it does not exist.
CREATE FUNCTION ledger.set_frozen(p_account bigint, p_frozen boolean, p_reason text, p_actor text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was boolean;
BEGIN
  SELECT frozen INTO was FROM ledger.balance WHERE id = p_account FOR UPDATE;
  IF was IS NULL THEN
    RAISE EXCEPTION 'account % is unknown', p_account
      USING ERRCODE = 'LG002', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  IF was = p_frozen THEN RETURN; END IF;
  UPDATE ledger.balance SET frozen = p_frozen WHERE id = p_account;
  INSERT INTO ledger.account_event (account_id, event, reason, actor)
  VALUES (p_account, CASE WHEN p_frozen THEN 'frozen' ELSE 'unfrozen' END, p_reason, p_actor);
END
$$;

------------------------------------------------------------ what readers see

CREATE VIEW ledger.assets AS SELECT id, code, exponent FROM ledger.asset;

CREATE VIEW ledger.accounts AS
SELECT a.id, coalesce('user:' || a.user_id, 'house') || '/' || a.kind || '/' || s.code AS name,
  a.kind, a.user_id, s.code AS asset, a.shard, a.opened_at
FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id;

-- One row for each account; a house account has 16 rows (its shards). Minor units.
CREATE VIEW ledger.balances AS
SELECT b.id AS account_id, a.kind, a.user_id, s.code AS asset, a.shard, b.balance, b.floor, b.seq, b.frozen
FROM ledger.balance b JOIN ledger.account a ON a.id = b.id JOIN ledger.asset s ON s.id = a.asset_id;

-- House accounts with their shards added up, in one snapshot.
CREATE VIEW ledger.house_balances AS
SELECT kind, asset, sum(balance) AS balance, sum(seq) AS entries
FROM ledger.balances WHERE user_id IS NULL GROUP BY kind, asset;

CREATE VIEW ledger.account_events AS
SELECT id, account_id, event, reason, actor, at FROM ledger.account_event;

------------------------------------------------------------ who may do what

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.user_account, ledger.house_account TO starboard_app, starboard_panel;
GRANT EXECUTE ON FUNCTION ledger.add_asset, ledger.open_user_accounts, ledger.set_frozen TO starboard_app;
GRANT SELECT ON ledger.assets, ledger.accounts, ledger.balances, ledger.house_balances, ledger.account_events
  TO starboard_app, starboard_panel;
