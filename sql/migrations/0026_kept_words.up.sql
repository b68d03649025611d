-- What a person sends is kept: words that no question waited for, earlier versions of a file, and what became of an answer.
-- Locks: ACCESS EXCLUSIVE on `tickets` and `ticket_messages` for moments: the new columns rewrite nothing. The new check is
-- added without looking at old rows, which the old one held already.
CREATE TABLE inbox_messages (
  user_id bigint NOT NULL REFERENCES users,
  telegram_message_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'photo', 'document', 'other')),
  body text NOT NULL DEFAULT '',
  file_id text,
  file_unique_id text,
  file_name text,
  file_size bigint,
  media_group_id text,
  is_edit boolean NOT NULL DEFAULT false, -- a new version of a message that stands in a settled ticket
  kept_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, telegram_message_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox_messages TO starboard_app;

ALTER TABLE ticket_messages
  ADD COLUMN file_unique_id text, -- stays the same where `file_id` does not: tells whether an edit replaced the file
  ADD COLUMN file_size bigint,
  ADD COLUMN delivery_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN delivery_next_at timestamptz, -- when an answer that did not arrive is sent again
  ADD COLUMN delivery_error text,
  DROP CONSTRAINT ticket_messages_delivery_check,
  ADD CONSTRAINT ticket_messages_delivery_check
    CHECK (delivery IN ('none', 'queued', 'retrying', 'sent', 'failed', 'blocked')) NOT VALID;

ALTER TABLE tickets ADD COLUMN support_code text; -- the code of the error under which it was begun
CREATE INDEX tickets_support_code ON tickets (support_code) WHERE support_code IS NOT NULL;
CREATE INDEX ticket_messages_album ON ticket_messages (user_id, media_group_id) WHERE media_group_id IS NOT NULL;
-- A reply in Telegram names a message: which ticket it belongs to, and whether it is news, is asked for at each of them.
CREATE INDEX ticket_messages_user_telegram ON ticket_messages (user_id, telegram_message_id) WHERE telegram_message_id IS NOT NULL;
CREATE INDEX notifications_telegram ON notifications (user_id, telegram_message_id) WHERE telegram_message_id IS NOT NULL;
