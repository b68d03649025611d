DROP INDEX notifications_telegram;
DROP INDEX ticket_messages_user_telegram;
DROP INDEX ticket_messages_album;
DROP INDEX tickets_support_code;
ALTER TABLE tickets DROP COLUMN support_code;
UPDATE ticket_messages SET delivery = 'queued' WHERE delivery = 'retrying';
ALTER TABLE ticket_messages
  DROP CONSTRAINT ticket_messages_delivery_check,
  ADD CONSTRAINT ticket_messages_delivery_check CHECK (delivery IN ('none', 'queued', 'sent', 'failed', 'blocked')),
  DROP COLUMN delivery_error,
  DROP COLUMN delivery_next_at,
  DROP COLUMN delivery_attempts,
  DROP COLUMN file_size,
  DROP COLUMN file_unique_id;
DROP TABLE inbox_messages;
