GRANT INSERT, UPDATE, DELETE ON faq, canned_replies TO starboard_panel;
ALTER TABLE faq DROP COLUMN version;
ALTER TABLE canned_replies DROP COLUMN version;
DROP INDEX orders_created_at, tickets_created_at, notifications_created_at, staff_sessions_person;
DROP TRIGGER tickets_tell_panel ON tickets;
DROP TRIGGER ticket_messages_tell_panel ON ticket_messages;
DROP FUNCTION tell_panel;
