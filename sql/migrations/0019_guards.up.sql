-- Tightening takes one person, loosening takes two.
--
--   decided_now                          whether this transaction decided a proposal
--   limit_loosens, limit_guarded         limits of refunds and adjustments
--   rule_weakens, rule_guarded           fraud rules
--   list_entry_guarded                   the allow list and the block list
--   given_lately                         the sum that one person gave one user within a day
--   break_credited, adjustment_counts_breaks   a break that gives money counts like an adjustment
--   break_ended                          ends the proposal of a break that ended in another way
--
-- Why here as well as in the code: one person must not loosen a protection of money
-- (docs/adr/0028-loosening-takes-two.md).
-- SQLSTATE SP002: this takes a second person; SP004: this person may not do it.
-- Locks: a break that gives money locks the row of its user, as a request for a refund does.

-- Returns the requested change if this same transaction decided it with two people (or the operator). Then it
-- may be written.
CREATE FUNCTION decided_now(of_kind text, of_subject text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT wanted FROM proposals
  WHERE kind = of_kind AND subject = of_subject AND status = 'done' AND decided_at = now()
  ORDER BY id DESC LIMIT 1
$$;

------------------------------------------------------------ limits

-- The parts of a limit that would be looser than now. Empty: none, so one person may do it.
CREATE FUNCTION limit_loosens(of_kind text, of_role text, up_to bigint, above bigint, approves boolean)
RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN l.request_up_to IS NOT NULL AND (up_to IS NULL OR up_to > l.request_up_to)
      THEN 'requestUpTo' END,
    CASE WHEN above > l.approval_above THEN 'approvalAbove' END,
    CASE WHEN approves AND NOT l.can_approve THEN 'canApprove' END], NULL)
  FROM refund_limits l WHERE l.kind = of_kind AND l.role = of_role
$$;

CREATE FUNCTION limit_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT acts_as_owner()
    AND limit_loosens(NEW.kind, NEW.role, NEW.request_up_to, NEW.approval_above, NEW.can_approve) <> '{}'
    AND decided_now('limit', NEW.kind || ':' || NEW.role) IS DISTINCT FROM jsonb_build_object(
      'requestUpTo', NEW.request_up_to::text, 'approvalAbove', NEW.approval_above::text,
      'canApprove', NEW.can_approve) THEN
    RAISE EXCEPTION 'a looser limit takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER refund_limits_guarded BEFORE UPDATE ON refund_limits
  FOR EACH ROW EXECUTE FUNCTION limit_guarded();

------------------------------------------------------------ fraud rules

-- The parts of a rule that would be weaker than in the version in force. A rule that is off protects nothing.
-- A longer time makes a rule stricter; for every other number a lower value does. A value that cannot be
-- compared counts as weaker.
CREATE FUNCTION rule_weakens(of_rule text, new_parameters jsonb, new_effect text, new_mode text,
  new_weight integer) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN r.mode = 'off' THEN '{}'::text[] ELSE array_remove(ARRAY[
    CASE WHEN array_position('{off,shadow,live}'::text[], new_mode)
      < array_position('{off,shadow,live}'::text[], r.mode) THEN 'mode' END,
    CASE WHEN array_position('{note,review,block}'::text[], new_effect)
      < array_position('{note,review,block}'::text[], r.effect) THEN 'effect' END,
    CASE WHEN new_weight < r.weight THEN 'weight' END,
    CASE WHEN EXISTS (
      SELECT FROM jsonb_each_text(r.parameters) had FULL JOIN jsonb_each_text(new_parameters) gets USING (key)
      WHERE had.value IS DISTINCT FROM gets.value AND NOT coalesce(
        CASE WHEN had.value ~ '^\d{1,18}$' AND gets.value ~ '^\d{1,18}$' THEN
          CASE WHEN key IN ('minutes', 'days') THEN gets.value::numeric > had.value::numeric
            ELSE gets.value::numeric < had.value::numeric END
        END, false)) THEN 'parameters' END], NULL) END
  FROM fraud_current_rules r WHERE r.id = of_rule
$$;

CREATE FUNCTION rule_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT acts_as_owner()
    AND coalesce(rule_weakens(NEW.rule_id, NEW.parameters, NEW.effect, NEW.mode, NEW.weight), '{}') <> '{}'
    AND decided_now('fraud_rule', NEW.rule_id) IS DISTINCT FROM jsonb_build_object(
      'parameters', NEW.parameters, 'effect', NEW.effect, 'mode', NEW.mode, 'weight', NEW.weight,
      'seenVersion', NEW.version - 1) THEN
    RAISE EXCEPTION 'a weaker rule takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER fraud_rule_versions_guarded BEFORE INSERT ON fraud_rule_versions
  FOR EACH ROW EXECUTE FUNCTION rule_guarded();

------------------------------------------------------------ exceptions

CREATE FUNCTION list_entry_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER fraud_list_entries_guarded BEFORE INSERT OR UPDATE ON fraud_list_entries
  FOR EACH ROW EXECUTE FUNCTION list_entry_guarded();

------------------------------------------------------------ money that a break gives

-- The sum that one person gave one user within 24 hours without a second person: adjustments and breaks
-- together.
CREATE FUNCTION given_lately(person bigint, to_user bigint, in_asset text) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (SELECT coalesce(sum(amount), 0) FROM refunds
      WHERE user_id = to_user AND kind = 'adjustment' AND requested_by = person AND asset = in_asset
        AND status NOT IN ('rejected', 'cancelled') AND created_at > now() - interval '24 hours')
    + (SELECT coalesce(sum(credited), 0) FROM breaks
      WHERE credited_to = to_user AND credited_by = person AND credited_asset = in_asset
        AND resolved_at > now() - interval '24 hours')
$$;

CREATE FUNCTION break_credited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed refund_limits;
  wish jsonb;
BEGIN
  IF NEW.resolution NOT IN ('credit', 'link') OR acts_as_owner() THEN
    RETURN NEW;
  END IF;
  SELECT l.* INTO allowed FROM refund_limits l
  WHERE l.kind = 'adjustment' AND l.role = role_of(NEW.credited_by);
  IF NEW.credited IS NULL OR NEW.credited_to IS NULL OR NEW.credited_asset IS NULL OR allowed.kind IS NULL
    OR NEW.credited > allowed.request_up_to OR allowed.request_up_to = 0 THEN
    RAISE EXCEPTION 'this person may not give this' USING ERRCODE = 'SP004';
  END IF;
  PERFORM FROM users WHERE id = NEW.credited_to FOR NO KEY UPDATE;
  wish := decided_now('break', NEW.id::text);
  IF wish IS NOT NULL AND (wish ->> 'amount', wish ->> 'userId', wish ->> 'resolution')
      IS NOT DISTINCT FROM (NEW.credited::text, NEW.credited_to::text, NEW.resolution)
    AND NEW.approved_by IS NOT NULL THEN
    RETURN NEW;
  END IF;
  IF given_lately(NEW.credited_by, NEW.credited_to, NEW.credited_asset) + NEW.credited
    > allowed.approval_above THEN
    RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER breaks_credited BEFORE UPDATE ON breaks
  FOR EACH ROW WHEN (OLD.status = 'open' AND NEW.status = 'resolved')
  EXECUTE FUNCTION break_credited();

-- A request for an adjustment also counts money from breaks. It runs after `refunds_requested`, which has
-- locked the user.
CREATE FUNCTION adjustment_counts_breaks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.needs_approval := NEW.needs_approval
    OR given_lately(NEW.requested_by, NEW.user_id, NEW.asset) + NEW.amount >
    (SELECT approval_above FROM refund_limits WHERE kind = 'adjustment' AND role = role_of(NEW.requested_by));
  RETURN NEW;
END
$$;
CREATE TRIGGER refunds_requested_with_breaks BEFORE INSERT ON refunds
  FOR EACH ROW WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION adjustment_counts_breaks();

-- If a break ended in another way, there is nothing left to decide.
CREATE FUNCTION break_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE proposals SET status = 'cancelled', remark = 'the break ended otherwise'
  WHERE kind = 'break' AND subject = NEW.id::text AND status = 'waiting';
  RETURN NULL;
END
$$;
CREATE TRIGGER breaks_ended AFTER UPDATE ON breaks
  FOR EACH ROW WHEN (OLD.status = 'open' AND NEW.status = 'resolved')
  EXECUTE FUNCTION break_ended();
