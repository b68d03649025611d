-- Users of the bot, staff of the back office, and what is recorded about both.
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 36028797018963967) PRIMARY KEY, -- 2^55-1: the ledger packs it into account ids
  telegram_id bigint UNIQUE, -- NULL after the person asked for deletion
  username text,
  first_name text,
  last_name text,
  language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
  language_chosen boolean NOT NULL DEFAULT false,
  notifications boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'held', 'blocked')),
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
  failed_logins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_email ON staff (lower(email));

-- Sessions of the back office (connect-pg-simple writes sid, sess, expire).
CREATE TABLE staff_sessions (
  sid text PRIMARY KEY,
  sess jsonb NOT NULL,
  expire timestamptz NOT NULL
);
CREATE INDEX staff_sessions_expire ON staff_sessions (expire);

-- Who did what in the back office. No foreign key to staff: rows outlive their author.
CREATE TABLE audit_log (
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  staff_id bigint,
  staff_name text NOT NULL,
  staff_role text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  correlation_id text,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_log_subject ON audit_log (subject_type, subject_id, at);
CREATE INDEX audit_log_staff ON audit_log (staff_id, at);
CREATE TRIGGER audit_log_fixed BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_fixed_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Forged webhooks, rate-limit blocks, failed log-ins: whatever looks like an attack.
CREATE TABLE security_events (
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  user_id bigint,
  ip text,
  details jsonb NOT NULL DEFAULT '{}',
  correlation_id text,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX security_events_kind ON security_events (kind, at);
CREATE INDEX security_events_user ON security_events (user_id, at);

-- Switches per function of the shop (sell, topup, refund, tickets).
CREATE TABLE switches (
  name text PRIMARY KEY,
  enabled boolean NOT NULL DEFAULT true,
  note text NOT NULL DEFAULT '',
  changed_by bigint,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO switches (name) VALUES ('sell'), ('topup'), ('refund'), ('tickets');

SELECT create_month_partitions('audit_log', current_date, 3), create_month_partitions('security_events', current_date, 3);

GRANT SELECT, INSERT, UPDATE ON users, staff TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_sessions TO starboard_app;
GRANT SELECT, INSERT ON audit_log, security_events TO starboard_app;
GRANT SELECT, UPDATE ON switches TO starboard_app;
GRANT SELECT ON users, audit_log, security_events, switches TO starboard_panel;
GRANT SELECT (id, email, name, role, language, totp_confirmed_at, failed_logins, locked_until, disabled_at, created_at) ON staff TO starboard_panel;
