-- People: users of the bot, and staff of the back office.
--
--   users                            people who talk to the bot
--   staff                            people who work in the back office
--   staff_sessions                   open log-ins; tell_session_end tells their connections when one ends
--   login_attempts, login_places     how often a log-in failed, and from where it worked before
--   role_of, acts_as_owner           the role of a person; whether the operator acts
--   switches                         parts of the shop that can be switched off
--
-- Why attempts are counted by account and place: a place where a person logged in before is not locked
-- together with the others (docs/adr/0029-log-in-exports-and-long-runs.md).
-- Locks: none; the tables are new.

CREATE TABLE users (
  -- At most 2^55-1, because account numbers of the ledger contain it.
  id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 36028797018963967) PRIMARY KEY,
  telegram_id bigint UNIQUE, -- NULL after the person asked for deletion
  username text,
  first_name text,
  last_name text,
  language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
  language_chosen boolean NOT NULL DEFAULT false,
  notifications boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'under_review', 'blocked')),
  status_reason text,
  bot_blocked_at timestamptz, -- the user blocked the bot: nothing can be sent
  referred_by bigint REFERENCES users,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX users_created_at ON users (created_at, id);
CREATE INDEX users_username ON users (lower(username));
CREATE INDEX users_not_active ON users (status, id) WHERE status <> 'active';
CREATE INDEX users_referred_by ON users (referred_by) WHERE referred_by IS NOT NULL;

CREATE TABLE staff (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('support', 'finance', 'admin', 'auditor')),
  language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
  password_hash text NOT NULL,
  totp_secret text, -- encrypted with the key ring
  totp_confirmed_at timestamptz,
  totp_last_step bigint, -- a code counts once
  failed_logins integer NOT NULL DEFAULT 0, -- from all places together
  failed_since timestamptz, -- since when they are counted
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_email ON staff (lower(email));

-- The role of a person whose account is enabled; NULL for everybody else.
CREATE FUNCTION role_of(person bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT role FROM staff WHERE id = person AND disabled_at IS NULL
$$;

-- Whether the owner of the tables acts: a migration, a command of the operator, or a function with its
-- rights.
CREATE FUNCTION acts_as_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'public.staff'::regclass
$$;

------------------------------------------------------------ log-in

-- The library connect-pg-simple writes sid, sess and expire.
CREATE TABLE staff_sessions (
  sid text PRIMARY KEY,
  sess jsonb NOT NULL,
  expire timestamptz NOT NULL
);
CREATE INDEX staff_sessions_expire ON staff_sessions (expire);
-- Sessions are listed and ended by person.
CREATE INDEX staff_sessions_person ON staff_sessions ((sess -> 'passport' ->> 'user'));

-- Tells open connections of a session that it ended, in every process. A session that only expired is not
-- reported.
CREATE FUNCTION tell_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.expire > now() THEN
    PERFORM pg_notify('panel', 'session:' || left(encode(sha256(convert_to(OLD.sid, 'UTF8')), 'hex'), 16));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER staff_sessions_tell_end AFTER DELETE ON staff_sessions
  FOR EACH ROW EXECUTE FUNCTION tell_session_end();

-- Attempts on an account (a hash of the e-mail, known or not) from a place: an address, a known browser, or
-- the second factor. A row older than a day has no effect, and later attempts remove it.
CREATE TABLE login_attempts (
  account text NOT NULL,
  place text NOT NULL,
  failures integer NOT NULL,
  locked_until timestamptz,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (account, place)
);
CREATE INDEX login_attempts_old ON login_attempts (last_at);

-- Places where a person completed a log-in: `device:<id>` (the long-lived cookie of a browser) or
-- `address:<address>`.
CREATE TABLE login_places (
  staff_id bigint NOT NULL REFERENCES staff,
  place text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (staff_id, place)
);
CREATE INDEX login_places_place ON login_places (place);

------------------------------------------------------------ switches

CREATE TABLE switches (
  name text PRIMARY KEY,
  enabled boolean NOT NULL DEFAULT true,
  note text NOT NULL DEFAULT '',
  changed_by bigint,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO switches (name) VALUES ('sell'), ('topup'), ('refund'), ('tickets');

GRANT SELECT, INSERT, UPDATE ON users, staff TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_sessions, login_attempts, login_places TO starboard_app;
GRANT SELECT, UPDATE ON switches TO starboard_app;
GRANT SELECT ON users, login_places, switches TO starboard_panel;
GRANT SELECT (id, email, name, role, language, totp_confirmed_at, failed_logins, locked_until,
  disabled_at, created_at) ON staff TO starboard_panel;
