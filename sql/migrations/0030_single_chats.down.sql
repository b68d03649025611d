REVOKE SELECT (update_id, telegram_id, correlation_id, waits_for_return, taken_at, alone_since, set_aside_at)
  ON open_updates FROM starboard_panel;
ALTER TABLE open_updates DROP COLUMN alone_since, DROP COLUMN set_aside_at;
DROP INDEX notifications_set_aside;
ALTER TABLE notifications DROP COLUMN alone_since;
