-- When a ticket is due, and tickets that were merged. The queue is sorted and filtered by what is due next, so that is
-- stored; which of the two clocks comes next follows from the row itself, so it is generated. Targets are configuration:
-- a ticket carries the moments that follow from them. What stands is given the targets of the defaults.
-- Locks: `tickets` is rewritten under ACCESS EXCLUSIVE (the generated column), so nobody writes or answers meanwhile.
ALTER TABLE tickets
  ADD COLUMN clock_started_at timestamptz, -- when the shop began to owe an answer: earlier than the ticket where an older one was merged in
  ADD COLUMN first_reply_due_at timestamptz,
  ADD COLUMN resolution_due_at timestamptz, -- while the clock stands: as if it went on from `clock_stopped_at`
  ADD COLUMN merged_into uuid REFERENCES tickets;
UPDATE tickets t SET clock_started_at = t.created_at,
  first_reply_due_at = t.created_at + make_interval(secs => t.clock_stopped_ms / 1000.0, mins => d.reply),
  resolution_due_at = t.created_at + make_interval(secs => t.clock_stopped_ms / 1000.0, mins => d.resolution)
FROM (VALUES ('urgent', 15, 240), ('high', 60, 480), ('normal', 240, 1440), ('low', 1440, 4320)) d (priority, reply, resolution)
WHERE d.priority = t.priority;
ALTER TABLE tickets
  ALTER COLUMN clock_started_at SET NOT NULL,
  ALTER COLUMN first_reply_due_at SET NOT NULL,
  ALTER COLUMN resolution_due_at SET NOT NULL,
  ADD COLUMN due_at timestamptz GENERATED ALWAYS AS (CASE
    WHEN clock_stopped_at IS NOT NULL THEN NULL
    WHEN first_reply_at IS NULL THEN least(first_reply_due_at, resolution_due_at)
    ELSE resolution_due_at END) STORED, -- what is due next: NULL while no clock runs
  ADD CONSTRAINT tickets_merged_check CHECK (merged_into IS NULL OR (status = 'closed' AND merged_into <> id));

-- Messages move with a merge, so that one conversation holds them all in their order.
ALTER TABLE ticket_messages ADD COLUMN merged_from uuid REFERENCES tickets; -- where it was written

CREATE INDEX tickets_due ON tickets (due_at, id);
CREATE INDEX tickets_owner_due ON tickets (owner_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;
-- What waits for the user and what is settled, by when it was touched; the queue's own order takes the place of this one.
CREATE INDEX tickets_status ON tickets (status, updated_at, id);
CREATE INDEX tickets_updated ON tickets (updated_at, id);
DROP INDEX tickets_queue;
