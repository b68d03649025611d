-- When two accounts are two people.
--
--   second_person_rule, staff_places        what makes two accounts one person
--   why_not_another, require_another        whether two accounts count as two people
--   refund_approved, price_approved         ask it for refunds and prices
--   proposals                               changes that one person asks for and another person decides
--   proposal_checked, proposal_applied      who may decide; carries out a decided change of an account
--   staff_links, staff_news_read            links that work once; which news administrators have read
--   staff_guarded, staff_disabled           only a proposal makes or promotes an account
--
-- Why here as well as in the code: every approval asks the same function (docs/adr/0027-another-person.md). A
-- password is set only by its owner, through a link that works once.
-- SQLSTATE SP001: this account does not count as another person (the detail has the reason); SP002: one
-- person alone may not do this; SP003: the subject changed since the request, or it is already decided;
-- SP004: this person may not do it.
-- Locks: a decision about an account locks its row.

------------------------------------------------------------ what counts as another person

-- The operator changes it (`second-person` on the command line); the application may not.
CREATE TABLE second_person_rule (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- How many days two accounts count as one person after one made the other, or after they shared a device or
  -- an address.
  days integer NOT NULL DEFAULT 30 CHECK (days BETWEEN 1 AND 3650),
  -- Addresses that many people share, so they prove nothing.
  office_networks cidr[] NOT NULL DEFAULT '{127.0.0.0/8,::1/128}',
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO second_person_rule DEFAULT VALUES;

-- The places where a person works, written at each log-in and each change. An IPv6 address counts as its /64.
CREATE TABLE staff_places (
  staff_id bigint NOT NULL REFERENCES staff,
  device text NOT NULL, -- hash of the browser's long-lived cookie; empty: it had none
  address inet NOT NULL, -- 0.0.0.0: not known
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (staff_id, device, address)
);
CREATE INDEX staff_places_seen ON staff_places (staff_id, last_at);

------------------------------------------------------------ proposals

CREATE TABLE proposals (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('staff_create', 'staff_role', 'staff_enable', 'staff_password',
    'staff_totp', 'limit', 'fraud_rule', 'fraud_allow', 'fraud_unblock', 'break')),
  subject text NOT NULL, -- the e-mail or id of the account, `refund:support`, the rule, the entry, the break
  staff_id bigint REFERENCES staff, -- the account that it is about
  before jsonb NOT NULL DEFAULT '{}', -- as it was when it was asked for
  wanted jsonb NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 1000),
  needs_second boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'done', 'rejected', 'cancelled')),
  requested_by bigint REFERENCES staff, -- NULL: the operator, on the server
  decided_by bigint REFERENCES staff, -- NULL when done: nobody else was needed, or the operator decided
  remark text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
  finished_at timestamptz, -- of an account: its link was used, or ended for good
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  CONSTRAINT proposals_two_people CHECK (decided_by <> requested_by),
  CONSTRAINT proposals_decided CHECK ((status = 'waiting') = (decided_at IS NULL))
);
-- Each subject may have only one waiting proposal. With two, one could be approved after the other changed
-- the subject.
CREATE UNIQUE INDEX proposals_waiting ON proposals (kind, subject) WHERE status = 'waiting';
CREATE INDEX proposals_staff ON proposals (staff_id, decided_at) WHERE staff_id IS NOT NULL;
CREATE INDEX proposals_status ON proposals (status, id);

-- Only the hash is stored. A link ends when it is used, when a new link is made, or when the account is
-- disabled.
CREATE TABLE staff_links (
  token_hash text PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff,
  proposal_id uuid NOT NULL REFERENCES proposals,
  purpose text NOT NULL CHECK (purpose IN ('password', 'totp')),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX staff_links_open ON staff_links (staff_id, purpose) WHERE ended_at IS NULL;

-- The time up to which an administrator has read the news about accounts that move money.
CREATE TABLE staff_news_read (
  staff_id bigint PRIMARY KEY REFERENCES staff,
  read_at timestamptz NOT NULL DEFAULT now()
);

------------------------------------------------------------ two accounts, one person?

CREATE FUNCTION moves_money(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(role IN ('finance', 'admin'), false)
$$;

-- A person, and everybody who within that time made the account, promoted it, enabled it or reset its log-in,
-- and everybody who made these people's accounts.
CREATE FUNCTION makers_of(person bigint, since timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH RECURSIVE made (id) AS (
    SELECT person
    UNION
    SELECT p.requested_by FROM made m JOIN proposals p ON p.staff_id = m.id
    WHERE p.status = 'done' AND p.requested_by IS NOT NULL AND p.decided_at > since
  )
  SELECT id FROM made
$$;

-- Why `decider` and `asker` do not count as two people. NULL: they are two people.
CREATE FUNCTION why_not_another(decider bigint, asker bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  rule second_person_rule;
  since timestamptz;
BEGIN
  IF decider = asker THEN
    RETURN 'self';
  END IF;
  SELECT * INTO rule FROM second_person_rule;
  since := now() - make_interval(days => rule.days);
  IF EXISTS (SELECT makers_of(decider, since) INTERSECT SELECT makers_of(asker, since)) THEN
    RETURN 'made';
  END IF;
  IF EXISTS (SELECT FROM staff_places a JOIN staff_places b ON b.device = a.device
      WHERE a.staff_id = decider AND b.staff_id = asker AND a.device <> ''
        AND a.last_at > since AND b.last_at > since) THEN
    RETURN 'device';
  END IF;
  IF EXISTS (SELECT FROM staff_places a JOIN staff_places b ON b.address = a.address
      WHERE a.staff_id = decider AND b.staff_id = asker AND a.address <> '0.0.0.0'
        AND a.last_at > since AND b.last_at > since
        AND NOT a.address <<= ANY (rule.office_networks)) THEN
    RETURN 'address';
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION require_another(decider bigint, asker bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  why text := why_not_another(decider, asker);
BEGIN
  IF why IS NOT NULL THEN
    RAISE EXCEPTION 'this account does not count as another person' USING ERRCODE = 'SP001', DETAIL = why;
  END IF;
END
$$;

-- Another person must approve money. A constraint of these tables already refuses the approval of one's own
-- request.
CREATE FUNCTION refund_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_another(NEW.approved_by, NEW.requested_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER refunds_two_people BEFORE UPDATE ON refunds
  FOR EACH ROW WHEN (OLD.approved_by IS NULL AND NEW.approved_by <> NEW.requested_by)
  EXECUTE FUNCTION refund_approved();

CREATE FUNCTION price_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_another(NEW.decided_by, NEW.requested_by);
  RETURN NEW;
END
$$;
CREATE TRIGGER price_changes_two_people BEFORE UPDATE ON price_changes
  FOR EACH ROW
  WHEN (OLD.status = 'waiting' AND NEW.status = 'published' AND NEW.decided_by <> NEW.requested_by)
  EXECUTE FUNCTION price_approved();

------------------------------------------------------------ asking and deciding

-- Who may ask, who may decide, and which decisions are possible.
CREATE FUNCTION proposal_checked() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER proposals_a_checked BEFORE INSERT OR UPDATE ON proposals
  FOR EACH ROW EXECUTE FUNCTION proposal_checked();

-- Only this function carries out a decided change of an account, with the rights of the owner.
CREATE FUNCTION proposal_applied() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  account staff;
BEGIN
  IF NEW.kind = 'staff_create' THEN
    INSERT INTO staff (email, name, role, language, password_hash)
    VALUES (NEW.wanted ->> 'email', NEW.wanted ->> 'name', NEW.wanted ->> 'role',
      NEW.wanted ->> 'language', '')
    RETURNING id INTO NEW.staff_id;
    RETURN NEW;
  END IF;
  SELECT * INTO account FROM staff WHERE id = NEW.staff_id FOR UPDATE;
  IF account.role IS DISTINCT FROM NEW.before ->> 'role' THEN
    RAISE EXCEPTION 'the account changed since' USING ERRCODE = 'SP003';
  END IF;
  IF NEW.kind = 'staff_role' THEN
    UPDATE staff SET role = NEW.wanted ->> 'role' WHERE id = NEW.staff_id;
  ELSIF NEW.kind = 'staff_enable' THEN
    UPDATE staff SET disabled_at = NULL, failed_logins = 0, locked_until = NULL WHERE id = NEW.staff_id;
  ELSIF NEW.kind = 'staff_password' THEN
    UPDATE staff SET password_hash = '', failed_logins = 0, locked_until = NULL WHERE id = NEW.staff_id;
  END IF;
  -- The second factor stays until its owner has used the link. Every other change ends open sessions.
  IF NEW.kind <> 'staff_totp' THEN
    DELETE FROM staff_sessions WHERE sess -> 'passport' ->> 'user' = NEW.staff_id::text;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER proposals_b_applied BEFORE INSERT ON proposals
  FOR EACH ROW WHEN (NEW.status = 'done' AND NEW.kind LIKE 'staff\_%')
  EXECUTE FUNCTION proposal_applied();
CREATE TRIGGER proposals_c_applied BEFORE UPDATE ON proposals
  FOR EACH ROW WHEN (OLD.status = 'waiting' AND NEW.status = 'done' AND NEW.kind LIKE 'staff\_%')
  EXECUTE FUNCTION proposal_applied();

------------------------------------------------------------ accounts

CREATE FUNCTION staff_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT acts_as_owner() AND (TG_OP = 'INSERT' OR NEW.role <> OLD.role OR NEW.email <> OLD.email
    OR (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'accounts are made and raised by a decided proposal' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER staff_guarded BEFORE INSERT OR UPDATE ON staff FOR EACH ROW EXECUTE FUNCTION staff_guarded();

CREATE FUNCTION staff_disabled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_links SET ended_at = now() WHERE staff_id = NEW.id AND ended_at IS NULL;
  UPDATE proposals SET finished_at = now()
  WHERE staff_id = NEW.id AND status = 'done' AND finished_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER staff_disabled AFTER UPDATE ON staff
  FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
  EXECUTE FUNCTION staff_disabled();

REVOKE EXECUTE ON FUNCTION proposal_applied() FROM PUBLIC;
GRANT SELECT ON second_person_rule TO starboard_app;
GRANT SELECT, INSERT, UPDATE ON staff_places, proposals, staff_links, staff_news_read TO starboard_app;
GRANT SELECT ON second_person_rule, staff_places, proposals, staff_news_read TO starboard_panel;
