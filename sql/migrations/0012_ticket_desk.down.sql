-- Messages that a merge moved stay where they are.
CREATE INDEX tickets_queue ON tickets (status, priority, created_at);
DROP INDEX tickets_status, tickets_updated;
ALTER TABLE ticket_messages DROP COLUMN merged_from;
ALTER TABLE tickets DROP COLUMN due_at, DROP COLUMN clock_started_at, DROP COLUMN first_reply_due_at,
  DROP COLUMN resolution_due_at, DROP COLUMN merged_into;
