-- Fraud before stars leave: rules about deliveries and about the accounts that they go to.
--
--   fraud_events           a new kind, with the stars and the recipient as keyed hashes
--   fraud_list_entries     recipients on the allow and block lists
--   fraud_rules            the first rules
--
-- Why a flag for each delivery: its decision lets these stars go or gives them back
-- (docs/adr/0042-deliveries-are-judged-before-they-leave.md).
-- Locks: fraud_events and fraud_list_entries while their checks are read once more.

------------------------------------------------------------ what happened

ALTER TABLE fraud_events
  ADD COLUMN stars integer CHECK (stars > 0),
  -- The account that the stars go to, under each key of the ring; emptied with its sender.
  ADD COLUMN recipient_hashes text[] NOT NULL DEFAULT '{}',
  DROP CONSTRAINT fraud_events_kind_check,
  ADD CONSTRAINT fraud_events_kind_check
    CHECK (kind IN ('invoice', 'payment', 'purchase', 'refund', 'address', 'delivery', 'block', 'forgery'));
-- Each key of the ring writes the same account another way. An event is found by its newest one, since a
-- later event has that among its own.
CREATE INDEX fraud_events_recipient ON fraud_events ((recipient_hashes[1]), at, id) WHERE kind = 'delivery';

-- Never changed, but for whom the stars went to: that is forgotten with the person.
DROP TRIGGER fraud_events_fixed ON fraud_events;
CREATE TRIGGER fraud_events_kept BEFORE DELETE ON fraud_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fraud_events_fixed BEFORE UPDATE ON fraud_events FOR EACH ROW
  WHEN (NEW.recipient_hashes <> '{}'
    OR to_jsonb(NEW) - 'recipient_hashes' IS DISTINCT FROM to_jsonb(OLD) - 'recipient_hashes')
  EXECUTE FUNCTION refuse_change();
GRANT UPDATE (recipient_hashes) ON fraud_events TO starboard_app;

------------------------------------------------------------ what was found

CREATE INDEX fraud_flags_delivery ON fraud_flags (event_subject) WHERE event_kind = 'delivery';

------------------------------------------------------------ exceptions

ALTER TABLE fraud_list_entries
  ADD COLUMN recipient_hash text,
  DROP CONSTRAINT fraud_list_entries_check1,
  ADD CONSTRAINT fraud_list_entries_check1
    CHECK (num_nonnulls(user_id, payer_hash, network, recipient_hash) = 1);
CREATE INDEX fraud_list_entries_recipient ON fraud_list_entries (recipient_hash)
  WHERE recipient_hash IS NOT NULL;

CREATE OR REPLACE FUNCTION list_entry_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wish jsonb;
BEGIN
  IF acts_as_owner() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.list = 'allow' THEN
    wish := decided_now('fraud_allow', NEW.id::text);
    IF wish IS NULL
      OR (NEW.user_id::text, NEW.payer_hash, NEW.network, NEW.recipient_hash)
        IS DISTINCT FROM
        (wish ->> 'userId', wish ->> 'payerHash', (wish ->> 'network')::cidr, wish ->> 'recipientHash')
      OR NEW.expires_at IS DISTINCT FROM (wish ->> 'expiresAt')::timestamptz THEN
      RAISE EXCEPTION 'an exception takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF TG_OP = 'UPDATE'
    AND ((NEW.list, NEW.user_id, NEW.payer_hash, NEW.network, NEW.recipient_hash, NEW.expires_at)
      IS DISTINCT FROM
      (OLD.list, OLD.user_id, OLD.payer_hash, OLD.network, OLD.recipient_hash, OLD.expires_at)
    OR NEW.list = 'block' AND OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL
      AND decided_now('fraud_unblock', NEW.id::text) IS NULL
    OR OLD.removed_at IS NOT NULL AND NEW.removed_at IS NULL) THEN
    RAISE EXCEPTION 'taking off the block list takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;

------------------------------------------------------------ the first rules

INSERT INTO fraud_rules (id, kind, title_ru, title_en) VALUES
('many-senders', 'recipient_senders', 'Много отправителей одному получателю',
  'Many senders to one recipient'),
('new-recipient', 'recipient_new', 'Много звёзд получателю, которого раньше не было',
  'Many stars to a recipient never seen before'),
('new-account', 'account_new', 'Новый пользователь отправляет много звёзд',
  'A new user sends many stars'),
('recipient-velocity', 'recipient_stars', 'Слишком много звёзд одному получателю за день',
  'Too many stars to one recipient within a day'),
('wallet-velocity', 'payer_stars', 'Слишком много звёзд с одного кошелька за день',
  'Too many stars paid from one wallet within a day'),
('recipient-block-list', 'recipient_listed', 'Получатель в списке блокировки',
  'The recipient is on the block list');
INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason) VALUES
('many-senders', 1, '{"days": 7, "limit": 5}', 'review', 'live', 40,
  'stars that left do not come back; a review costs little'),
('new-recipient', 1, '{"minutes": 1440, "limit": 5000}', 'review', 'shadow', 30, 'first rules'),
('new-account', 1, '{"days": 3, "limit": 5000}', 'review', 'shadow', 30, 'first rules'),
('recipient-velocity', 1, '{"minutes": 1440, "limit": 20000}', 'review', 'shadow', 30, 'first rules'),
('wallet-velocity', 1, '{"minutes": 1440, "limit": 20000}', 'review', 'shadow', 30, 'first rules'),
('recipient-block-list', 1, '{}', 'review', 'live', 100, 'an entry is itself a decision of a person');
