-- What was found about deliveries goes with the rules that found it.
ALTER TABLE fraud_rule_versions DISABLE TRIGGER USER;
ALTER TABLE fraud_snoozes DISABLE TRIGGER USER;
ALTER TABLE fraud_events DISABLE TRIGGER USER;
CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT id FROM fraud_rules WHERE kind IN
  ('recipient_senders', 'recipient_new', 'account_new', 'recipient_stars', 'payer_stars', 'recipient_listed');
DELETE FROM fraud_flags WHERE rule_id IN (SELECT id FROM gone) OR event_kind = 'delivery';
DELETE FROM fraud_hits WHERE rule_id IN (SELECT id FROM gone);
DELETE FROM fraud_snoozes WHERE rule_id IN (SELECT id FROM gone);
DELETE FROM fraud_rule_versions WHERE rule_id IN (SELECT id FROM gone);
DELETE FROM fraud_rules WHERE id IN (SELECT id FROM gone);
DELETE FROM fraud_events WHERE kind = 'delivery';
DELETE FROM fraud_list_entries WHERE recipient_hash IS NOT NULL;
ALTER TABLE fraud_rule_versions ENABLE TRIGGER USER;
ALTER TABLE fraud_snoozes ENABLE TRIGGER USER;
ALTER TABLE fraud_events ENABLE TRIGGER USER;

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
      OR (NEW.user_id::text, NEW.payer_hash, NEW.network)
        IS DISTINCT FROM (wish ->> 'userId', wish ->> 'payerHash', (wish ->> 'network')::cidr)
      OR NEW.expires_at IS DISTINCT FROM (wish ->> 'expiresAt')::timestamptz THEN
      RAISE EXCEPTION 'an exception takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF TG_OP = 'UPDATE' AND ((NEW.list, NEW.user_id, NEW.payer_hash, NEW.network, NEW.expires_at)
      IS DISTINCT FROM (OLD.list, OLD.user_id, OLD.payer_hash, OLD.network, OLD.expires_at)
    OR NEW.list = 'block' AND OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL
      AND decided_now('fraud_unblock', NEW.id::text) IS NULL
    OR OLD.removed_at IS NOT NULL AND NEW.removed_at IS NULL) THEN
    RAISE EXCEPTION 'taking off the block list takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;

ALTER TABLE fraud_list_entries
  DROP CONSTRAINT fraud_list_entries_check1,
  ADD CONSTRAINT fraud_list_entries_check1 CHECK (num_nonnulls(user_id, payer_hash, network) = 1),
  DROP COLUMN recipient_hash;

DROP INDEX fraud_flags_delivery;

DROP TRIGGER fraud_events_fixed ON fraud_events;
DROP TRIGGER fraud_events_kept ON fraud_events;
CREATE TRIGGER fraud_events_fixed BEFORE UPDATE OR DELETE ON fraud_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP INDEX fraud_events_recipient;
ALTER TABLE fraud_events
  DROP CONSTRAINT fraud_events_kind_check,
  ADD CONSTRAINT fraud_events_kind_check
    CHECK (kind IN ('invoice', 'payment', 'purchase', 'refund', 'address', 'block', 'forgery')),
  DROP COLUMN stars,
  DROP COLUMN recipient_hashes;
