DELETE FROM proposals WHERE kind = 'booking';
CREATE OR REPLACE FUNCTION proposal_checked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  had text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.requested_by IS NULL AND NOT acts_as_owner()
      OR NEW.requested_by IS NOT NULL
        AND role_of(NEW.requested_by)
          IS DISTINCT FROM (CASE NEW.kind WHEN 'break' THEN 'finance' ELSE 'admin' END)
      OR NEW.staff_id = NEW.requested_by THEN
      RAISE EXCEPTION 'this person may not ask for this' USING ERRCODE = 'SP004';
    END IF;
    SELECT role INTO had FROM staff WHERE id = NEW.staff_id;
    NEW.needs_second := CASE WHEN NEW.requested_by IS NULL THEN false
      WHEN NEW.kind LIKE 'staff\_%' THEN moves_money(had) OR moves_money(NEW.wanted ->> 'role')
      ELSE true END;
    NEW.status := CASE WHEN NEW.needs_second THEN 'waiting' ELSE 'done' END;
    NEW.decided_by := NULL;
    NEW.created_at := now();
    NEW.decided_at := CASE WHEN NEW.needs_second THEN NULL ELSE now() END;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.kind, NEW.subject, NEW.before, NEW.wanted, NEW.reason,
      NEW.needs_second, NEW.requested_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.before, OLD.wanted, OLD.reason,
      OLD.needs_second, OLD.requested_by, OLD.created_at) THEN
    RAISE EXCEPTION 'this is fixed once it was asked for' USING ERRCODE = 'SP003';
  END IF;
  IF OLD.status = NEW.status THEN
    IF (NEW.decided_by, NEW.decided_at, NEW.staff_id)
      IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.staff_id) THEN
      RAISE EXCEPTION 'this is decided' USING ERRCODE = 'SP003';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'waiting' THEN
    RAISE EXCEPTION 'this is decided already' USING ERRCODE = 'SP003';
  END IF;
  NEW.decided_at := now();
  IF NEW.status = 'cancelled' THEN
    NEW.decided_by := NULL;
    RETURN NEW;
  END IF;
  IF NEW.decided_by IS NULL THEN
    -- The operator may decide, but not about money for a user.
    IF NOT acts_as_owner() OR NEW.kind = 'break' THEN
      RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF NEW.decided_by = NEW.staff_id OR NOT (CASE NEW.kind
      WHEN 'break' THEN EXISTS (SELECT FROM refund_limits l
        WHERE l.kind = 'adjustment' AND l.can_approve AND l.role = role_of(NEW.decided_by))
      ELSE role_of(NEW.decided_by) IS NOT DISTINCT FROM 'admin' END) THEN
    RAISE EXCEPTION 'this person may not decide this' USING ERRCODE = 'SP004';
  ELSIF NEW.status = 'done' AND NEW.requested_by IS NOT NULL THEN
    PERFORM require_another(NEW.decided_by, NEW.requested_by);
  END IF;
  RETURN NEW;
END
$$;
ALTER TABLE proposals DROP CONSTRAINT proposals_kind_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_kind_check CHECK (kind IN ('staff_create', 'staff_role',
  'staff_enable', 'staff_password', 'staff_totp', 'limit', 'fraud_rule', 'fraud_allow', 'fraud_unblock',
  'break'));
DROP TABLE treasury_bookings;
DROP FUNCTION booking_checked, booking_needs_second;
DELETE FROM refund_limits WHERE kind = 'booking';
ALTER TABLE refund_limits DROP CONSTRAINT refund_limits_kind_check;
ALTER TABLE refund_limits ADD CONSTRAINT refund_limits_kind_check CHECK (kind IN ('refund', 'adjustment'));
DROP INDEX deliveries_owed, supplier_quotes_newest;
DROP FUNCTION quoted_star_cost;
DROP TABLE supply_events, supply_state, float_readings;
DROP FUNCTION supply_recorded;
