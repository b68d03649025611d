-- The back office: its logs, and the news for its open pages.
--
--   audit_log         who did what
--   security_events   events that look like an attack
--   tell_panel        tells open pages that a ticket changed
--   tell_approvals    tells them that something waits for approval, or no longer waits
--
-- Why the audit log has no foreign key to staff: its rows outlive their author.
-- Locks: NOTIFY takes one lock for the whole server at commit. So only tables that people change by hand
-- notify here. Orders and payments must not wait for that lock.

------------------------------------------------------------ logs

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
CREATE TRIGGER audit_log_fixed BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_fixed_truncate BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Forged webhooks, blocks for too many requests, failed log-ins.
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

SELECT create_month_partitions('audit_log', current_date, 3),
  create_month_partitions('security_events', current_date, 3);

------------------------------------------------------------ news for open pages

CREATE FUNCTION tell_panel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'tickets' THEN
    PERFORM pg_notify('panel', 'ticket:' || NEW.id);
  ELSE
    PERFORM pg_notify('panel', 'ticket:' || NEW.ticket_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tickets_tell_panel AFTER INSERT OR UPDATE ON tickets
  FOR EACH ROW EXECUTE FUNCTION tell_panel();
CREATE TRIGGER ticket_messages_tell_panel AFTER INSERT OR UPDATE ON ticket_messages
  FOR EACH ROW EXECUTE FUNCTION tell_panel();

CREATE FUNCTION tell_approvals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panel', 'approvals');
  RETURN NULL;
END
$$;
CREATE TRIGGER refunds_tell_approvals AFTER INSERT OR UPDATE OF status ON refunds
  FOR EACH ROW EXECUTE FUNCTION tell_approvals();
CREATE TRIGGER price_changes_tell_approvals AFTER INSERT OR UPDATE OF status ON price_changes
  FOR EACH ROW EXECUTE FUNCTION tell_approvals();
CREATE TRIGGER proposals_tell_approvals AFTER INSERT OR UPDATE OF status ON proposals
  FOR EACH ROW EXECUTE FUNCTION tell_approvals();

GRANT SELECT, INSERT ON audit_log, security_events TO starboard_app;
GRANT SELECT ON audit_log, security_events TO starboard_panel;
