-- Alerts: what needs a person, who is told, and what people did about it.
--
--   alerts             one row for each cause, from its first sight to its end
--   alert_silences     causes that nobody is told about until a moment
--   alert_receivers    chats in Telegram: of one member of staff, or of a group
--   alert_codes        one-time codes that link a chat; only their hash
--   alert_tells        one row for each alert, event and receiver, so that nothing is told twice or lost
--   trigger            alerts_tell_panel, alert_silences_tell_panel
--
-- Why in the database: an alert must survive a crash and the loss of Redis, and many processes look.
-- Locks: login_attempts, for a moment, for a small index; the other tables are new.

CREATE TABLE alerts (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL DEFAULT '', -- which queue, schedule, break, ticket …; empty: there is only one
  area text NOT NULL CHECK (area IN ('operation', 'desk', 'money', 'fraud', 'access')),
  severity text NOT NULL CHECK (severity IN ('warning', 'critical')),
  detail text NOT NULL DEFAULT '', -- plain English for an operator; nothing about a buyer
  returns smallint NOT NULL DEFAULT 0, -- how often it came back soon after it had ended
  raised_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  gone_at timestamptz, -- first look that did not find the cause; it has to stay away for a while
  ended_at timestamptz,
  told_at timestamptz, -- NULL: nobody was told, because it is silenced or too young
  escalated_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by bigint REFERENCES staff (id),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE UNIQUE INDEX alerts_open ON alerts (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX alerts_raised ON alerts (raised_at, id);
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE alert_silences (
  kind text NOT NULL,
  subject text NOT NULL,
  until timestamptz NOT NULL,
  remark text NOT NULL CHECK (length(remark) BETWEEN 3 AND 1000),
  staff_id bigint NOT NULL REFERENCES staff (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, subject)
);

CREATE TABLE alert_receivers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint REFERENCES staff (id), -- NULL: a group
  chat_id bigint NOT NULL,
  thread_id integer, -- the topic of a group
  title text NOT NULL DEFAULT '', -- of a group
  language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')), -- of a group
  muted text[] NOT NULL DEFAULT '{}', -- kinds that are not sent here
  least text NOT NULL DEFAULT 'warning' CHECK (least IN ('warning', 'critical')),
  quiet_from smallint CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes of the day in `zone`
  quiet_to smallint CHECK (quiet_to BETWEEN 0 AND 1439),
  zone text NOT NULL DEFAULT 'UTC',
  wakes boolean NOT NULL DEFAULT true, -- critical ones come in quiet hours too
  linked_by bigint NOT NULL REFERENCES staff (id),
  linked_at timestamptz NOT NULL DEFAULT now(),
  unlinked_at timestamptz,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE UNIQUE INDEX alert_receivers_staff ON alert_receivers (staff_id)
  WHERE staff_id IS NOT NULL AND unlinked_at IS NULL;
CREATE UNIQUE INDEX alert_receivers_chat ON alert_receivers (chat_id, coalesce(thread_id, 0))
  WHERE unlinked_at IS NULL;

CREATE TABLE alert_codes (
  code_hash text PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff (id),
  place text NOT NULL CHECK (place IN ('person', 'group')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX alert_codes_staff ON alert_codes (staff_id, created_at);

CREATE TABLE alert_tells (
  id uuid PRIMARY KEY,
  alert_id uuid NOT NULL REFERENCES alerts (id),
  event text NOT NULL CHECK (event IN ('raised', 'escalated', 'ended')),
  receiver_id bigint REFERENCES alert_receivers (id), -- NULL: the webhook
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
  due_at timestamptz NOT NULL,
  claimed_until timestamptz, -- a process sends it now
  tries integer NOT NULL DEFAULT 0,
  unanswered integer NOT NULL DEFAULT 0, -- sends that may have arrived
  error text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  UNIQUE NULLS NOT DISTINCT (alert_id, event, receiver_id)
);
CREATE INDEX alert_tells_queued ON alert_tells (due_at) WHERE state = 'queued';

CREATE INDEX login_attempts_locked ON login_attempts (locked_until) WHERE locked_until IS NOT NULL;

CREATE FUNCTION tell_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panel', 'alerts');
  RETURN NULL;
END
$$;
CREATE TRIGGER alerts_tell_panel
  AFTER INSERT OR UPDATE OF ended_at, acknowledged_at, escalated_at, severity ON alerts
  FOR EACH ROW EXECUTE FUNCTION tell_alerts();
CREATE TRIGGER alert_silences_tell_panel AFTER INSERT OR UPDATE OR DELETE ON alert_silences
  FOR EACH ROW EXECUTE FUNCTION tell_alerts();

GRANT SELECT, INSERT, UPDATE ON alerts, alert_receivers, alert_tells TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_silences, alert_codes TO starboard_app;
GRANT SELECT ON alerts, alert_silences, alert_receivers, alert_tells TO starboard_panel;
