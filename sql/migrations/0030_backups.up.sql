-- Backups: what was made, what was copied elsewhere, and which trial restores succeeded.
--
--   backups   one row for each backup, and for each trial restore (drill)
--
-- Why a table: files alone do not say that a backup failed, or that its copy did.
-- Locks: none; the table is new.

CREATE TABLE backups (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('backup', 'drill')),
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Null after the end: it succeeded. Null without an end: it runs, or its process was killed.
  error text,
  file text, -- its name in BACKUP_DIR
  bytes bigint, -- of the file
  rows bigint, -- of all tables together
  -- The copy that BACKUP_AFTER_COMMAND makes.
  copy_tried_at timestamptz,
  copied_at timestamptz,
  copy_error text,
  CHECK (ended_at IS NOT NULL OR error IS NULL)
);
CREATE INDEX backups_latest ON backups (kind, started_at DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON backups TO starboard_app;
GRANT SELECT ON backups TO starboard_panel;
