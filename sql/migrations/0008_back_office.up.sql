-- What the back office needs of the others' tables: news for its open pages, and its lists in the order of time.
-- Everything here is small next to what the tables carry already, and old code runs on it unchanged.

-- Tells open pages that a ticket changed. Only tickets: NOTIFY takes a lock at commit that orders must not queue for.
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
CREATE TRIGGER tickets_tell_panel AFTER INSERT OR UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION tell_panel();
CREATE TRIGGER ticket_messages_tell_panel AFTER INSERT OR UPDATE ON ticket_messages FOR EACH ROW EXECUTE FUNCTION tell_panel();

CREATE INDEX orders_created_at ON orders (created_at, id);
CREATE INDEX tickets_created_at ON tickets (created_at, id);
CREATE INDEX notifications_created_at ON notifications (created_at, id);
-- Sessions are listed and ended by person.
CREATE INDEX staff_sessions_person ON staff_sessions ((sess -> 'passport' ->> 'user'));
-- A row that two people edit at once is not overwritten unseen.
ALTER TABLE faq ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE canned_replies ADD COLUMN version integer NOT NULL DEFAULT 1;

-- Content is changed by use cases of the application; the panel's own role only reads, like everywhere else.
REVOKE INSERT, UPDATE, DELETE ON faq, canned_replies FROM starboard_panel;
