-- What Telegram refuses with errors of its own in one chat, while it serves others, is set aside for staff after an hour:
-- until now it held the later news of its person for ever. Answers that wait for a person's return end after a month.
-- Locks: ACCESS EXCLUSIVE on notifications and open_updates for a moment; the index is made while notifications takes
-- no writes, over the few rows that it holds.

-- Since when it fails alone: while others were served. A failed row with it was set aside.
ALTER TABLE notifications ADD COLUMN alone_since timestamptz;
CREATE INDEX notifications_set_aside ON notifications (alone_since) WHERE state = 'failed' AND alone_since IS NOT NULL;

ALTER TABLE open_updates ADD COLUMN alone_since timestamptz,
  ADD COLUMN set_aside_at timestamptz; -- waits for staff, and for nothing else

-- The body holds words of people: the panel sees that an answer is owed, and since when.
GRANT SELECT (update_id, telegram_id, correlation_id, waits_for_return, taken_at, alone_since, set_aside_at)
  ON open_updates TO starboard_panel;
