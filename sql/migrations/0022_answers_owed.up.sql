-- What a person asked is kept until its answer is delivered, news of a person leave in the order in which they were
-- decided, and answers find the topic of a chat that they belong to.
-- Locks: ACCESS EXCLUSIVE on notifications while its rows get their number, which rewrites them; the other tables are new.

-- Updates of Telegram that were taken and are not done: their turn takes long, or its answer could not be delivered.
-- A row is gone when the answer is there.
CREATE TABLE open_updates (
  update_id bigint PRIMARY KEY,
  telegram_id bigint NOT NULL,
  body json NOT NULL, -- as it came: json keeps what jsonb refuses
  correlation_id text NOT NULL,
  waits_for_return boolean NOT NULL DEFAULT false, -- the person blocked the bot meanwhile
  taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX open_updates_person ON open_updates (telegram_id, update_id);

-- The place of a message among all that were decided; sends that Telegram may have taken without saying so.
ALTER TABLE notifications ADD COLUMN seq bigint, ADD COLUMN unanswered integer NOT NULL DEFAULT 0,
  ADD COLUMN tries integer NOT NULL DEFAULT 0;
UPDATE notifications n SET seq = numbered.seq
  FROM (SELECT id, row_number() OVER (ORDER BY created_at, id) AS seq FROM notifications) AS numbered WHERE n.id = numbered.id;
ALTER TABLE notifications ALTER COLUMN seq SET NOT NULL, ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval(pg_get_serial_sequence('notifications', 'seq'), coalesce(max(seq), 0) + 1, false) FROM notifications;
-- `failed` used to mean "tried again" too; now it is the end.
UPDATE notifications SET state = 'queued' WHERE state = 'failed' AND id IN (SELECT (payload ->> 'notificationId')::uuid
  FROM outbox WHERE job = 'notification.send' AND done_at IS NULL AND failed_at IS NULL);
CREATE INDEX notifications_waiting ON notifications (user_id, seq) WHERE state = 'queued';
CREATE INDEX notifications_blocked ON notifications (user_id) WHERE state = 'blocked';

-- The topic of a private chat in which a matter (an order, a ticket, a refund) was last spoken of; none: no row.
CREATE TABLE chat_topics (
  user_id bigint NOT NULL REFERENCES users,
  subject_id text NOT NULL,
  thread_id bigint NOT NULL,
  PRIMARY KEY (user_id, subject_id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON open_updates, chat_topics TO starboard_app;
