-- What our own TON wallet is told to pay, what became of it, and what comes in.
--
--   ton_wallets              each wallet that was looked at; its row is what signers take turns at
--   ton_payment_transitions  which state may follow which
--   ton_payments             one payment each: wanted, then signed once, then seen on the chain, or over
--   ton_payment_events       every state that a payment was in
--   ton_incoming             transfers that came in
--
-- Why in the database: a payment that is signed twice is money that is lost
-- (docs/adr/0040-one-outstanding-transfer.md).
-- SQLSTATE TP001: not from this state; TP002: a fixed column.
-- Locks: none; the tables are new.

CREATE TABLE ton_wallets (
  address text PRIMARY KEY, -- raw: 0:<hex>
  -- As the chain stood when it was last looked at.
  balance bigint NOT NULL, -- nanoton
  seqno integer NOT NULL,
  chain_at timestamptz NOT NULL, -- time of the block
  -- Transfers up to this logical time are in `ton_incoming`. The first look sets it: what came before is not
  -- ours to tell.
  incoming_lt bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Which state may follow which.
CREATE TABLE ton_payment_transitions (
  from_state text NOT NULL,
  to_state text NOT NULL,
  PRIMARY KEY (from_state, to_state)
);
INSERT INTO ton_payment_transitions VALUES
  ('wanted', 'signed'), ('wanted', 'seen'), ('wanted', 'lapsed'), ('wanted', 'cancelled'),
  ('signed', 'seen'), ('signed', 'wanted'), ('signed', 'lapsed'), ('signed', 'stuck'),
  -- A person decides about a stuck one: it was not paid, or another message of the wallet paid it.
  ('stuck', 'lapsed'), ('stuck', 'seen');

CREATE TABLE ton_payments (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z_]{0,39}$'),
  subject_id uuid NOT NULL, -- what it is for
  to_address text NOT NULL CHECK (length(to_address) BETWEEN 1 AND 100),
  memo text NOT NULL CHECK (length(memo) BETWEEN 1 AND 500),
  amount bigint NOT NULL CHECK (amount > 0), -- nanoton
  not_after timestamptz NOT NULL, -- it does not reach the chain later than this
  state text NOT NULL DEFAULT 'wanted'
    CHECK (state IN ('wanted', 'signed', 'seen', 'lapsed', 'cancelled', 'stuck')),
  -- What signing fixes.
  wallet text REFERENCES ton_wallets,
  seqno integer CHECK (seqno >= 0),
  valid_until timestamptz,
  after_lt bigint, -- last transaction of the wallet before: ours can only come after it
  boc text, -- base64
  body_hash text, -- of the signed body, by which the transaction is known again
  -- Tries to hand the message to the chain.
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  sends integer NOT NULL DEFAULT 0 CHECK (sends >= 0),
  -- The transaction that paid.
  tx_hash text UNIQUE,
  tx_lt bigint,
  fee bigint CHECK (fee >= 0), -- nanoton, beside the amount
  seen_at timestamptz,
  reason text NOT NULL DEFAULT '', -- why it waits, or why it is over
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (purpose, subject_id),
  CONSTRAINT ton_payments_signed CHECK (num_nulls(wallet, seqno, valid_until, after_lt, boc, body_hash) =
    CASE WHEN state IN ('signed', 'stuck') THEN 0
      -- One that a restored backup does not know may be seen without its message.
      WHEN state IN ('seen', 'lapsed') AND boc IS NOT NULL THEN 0
      ELSE 6 END),
  CONSTRAINT ton_payments_in_time CHECK (valid_until <= not_after),
  CONSTRAINT ton_payments_seen
    CHECK (num_nulls(tx_hash, tx_lt, fee, seen_at) = CASE state WHEN 'seen' THEN 0 ELSE 4 END)
);
-- One transfer of a wallet is outstanding, and the wallet takes one message for each seqno.
CREATE UNIQUE INDEX ton_payments_outstanding ON ton_payments (wallet) WHERE state = 'signed';
CREATE UNIQUE INDEX ton_payments_seqno ON ton_payments (wallet, seqno)
  WHERE state IN ('signed', 'seen', 'stuck');
CREATE INDEX ton_payments_open ON ton_payments (id) WHERE state IN ('wanted', 'signed', 'stuck');

-- Every state that a payment was in, for ever, with what was signed then.
CREATE TABLE ton_payment_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES ton_payments,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  from_state text,
  to_state text NOT NULL,
  reason text NOT NULL,
  wallet text,
  seqno integer,
  valid_until timestamptz,
  body_hash text,
  sends integer NOT NULL
);
CREATE INDEX ton_payment_events_payment ON ton_payment_events (payment_id, id);
CREATE TRIGGER ton_payment_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ton_payment_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE ton_incoming (
  tx_hash text PRIMARY KEY,
  wallet text NOT NULL REFERENCES ton_wallets,
  lt bigint NOT NULL,
  from_address text NOT NULL, -- raw: 0:<hex>
  amount bigint NOT NULL CHECK (amount > 0), -- nanoton
  comment text NOT NULL, -- empty: none
  at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (wallet, lt)
);
CREATE INDEX ton_incoming_lt ON ton_incoming (lt);
CREATE TRIGGER ton_incoming_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ton_incoming
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION ton_payment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'wanted' THEN
      RAISE EXCEPTION 'a payment starts as wanted' USING ERRCODE = 'TP001';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.purpose, NEW.subject_id, NEW.to_address, NEW.memo, NEW.amount, NEW.not_after,
      NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.purpose, OLD.subject_id, OLD.to_address, OLD.memo, OLD.amount,
      OLD.not_after, OLD.created_at) THEN
    RAISE EXCEPTION 'this is fixed when a payment is wanted' USING ERRCODE = 'TP002';
  END IF;
  IF NEW.state <> OLD.state AND NOT EXISTS (
    SELECT FROM ton_payment_transitions WHERE from_state = OLD.state AND to_state = NEW.state) THEN
    RAISE EXCEPTION 'a payment that is % does not become %', OLD.state, NEW.state USING ERRCODE = 'TP001';
  END IF;
  -- Set with the step to `signed`, taken away with the step back to `wanted`: that message is over then.
  IF (NEW.wallet, NEW.seqno, NEW.valid_until, NEW.after_lt, NEW.boc, NEW.body_hash) IS DISTINCT FROM
    (OLD.wallet, OLD.seqno, OLD.valid_until, OLD.after_lt, OLD.boc, OLD.body_hash)
    AND (OLD.state, NEW.state) NOT IN (('wanted', 'signed'), ('signed', 'wanted')) THEN
    RAISE EXCEPTION 'this is fixed when a payment is signed' USING ERRCODE = 'TP002';
  END IF;
  IF OLD.state = 'seen' AND (NEW.tx_hash, NEW.tx_lt, NEW.fee, NEW.seen_at) IS DISTINCT FROM
    (OLD.tx_hash, OLD.tx_lt, OLD.fee, OLD.seen_at) THEN
    RAISE EXCEPTION 'this is fixed when a payment is seen' USING ERRCODE = 'TP002';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER ton_payments_changed BEFORE INSERT OR UPDATE ON ton_payments
  FOR EACH ROW EXECUTE FUNCTION ton_payment_changed();

CREATE FUNCTION ton_payment_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
    -- A step back to `wanted` tells of the message that is over.
    INSERT INTO ton_payment_events
      (payment_id, from_state, to_state, reason, wallet, seqno, valid_until, body_hash, sends)
    VALUES (NEW.id, CASE TG_OP WHEN 'UPDATE' THEN OLD.state END, NEW.state, NEW.reason,
      coalesce(NEW.wallet, OLD.wallet), coalesce(NEW.seqno, OLD.seqno),
      coalesce(NEW.valid_until, OLD.valid_until), coalesce(NEW.body_hash, OLD.body_hash),
      greatest(NEW.sends, OLD.sends));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER ton_payments_recorded AFTER INSERT OR UPDATE ON ton_payments
  FOR EACH ROW EXECUTE FUNCTION ton_payment_recorded();

GRANT SELECT, INSERT, UPDATE ON ton_wallets, ton_payments TO starboard_app;
GRANT SELECT, INSERT ON ton_incoming TO starboard_app;
GRANT SELECT ON ton_payment_transitions, ton_payment_events TO starboard_app;
GRANT SELECT ON ton_wallets, ton_payments, ton_payment_events, ton_incoming TO starboard_panel;
