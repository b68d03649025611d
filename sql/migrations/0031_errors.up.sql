-- Errors: what went wrong in the product, counted and grouped, so that staff see it without the log.
--
--   error_groups        one row for each code, place and version: how often, since when, and who looked at it
--   error_occurrences   the newest ones of a group, with what leads to the person, the order and the log
--
-- Why in the database: a log is on one machine and soon gone, and staff of the shop cannot read it.
-- Locks: none; the tables are new.

CREATE TABLE error_groups (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL,
  door text NOT NULL CHECK (door IN ('bot', 'office', 'web', 'job', 'process')),
  place text NOT NULL, -- the operation, route, job or screen
  version text NOT NULL, -- of the product
  count bigint NOT NULL CHECK (count > 0),
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  -- `again`: it was resolved, and came back in another version.
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'seen', 'resolved', 'again')),
  note text NOT NULL DEFAULT '',
  changed_by bigint REFERENCES staff (id),
  changed_at timestamptz,
  UNIQUE (code, door, place, version)
);
CREATE INDEX error_groups_last ON error_groups (last_at, id);

CREATE TABLE error_occurrences (
  id uuid PRIMARY KEY, -- in the order of time
  group_id bigint NOT NULL REFERENCES error_groups (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  reference text, -- first characters of the correlation id, as a person quotes them
  correlation_id text,
  user_id bigint,
  order_id uuid,
  message text NOT NULL, -- redacted: no names, values or secrets
  in_shown boolean NOT NULL DEFAULT false -- `shown_errors` has it too
);
CREATE INDEX error_occurrences_group ON error_occurrences (group_id, id);
CREATE INDEX error_occurrences_reference ON error_occurrences (reference, id);
CREATE INDEX error_occurrences_user ON error_occurrences (user_id) WHERE user_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON error_groups, error_occurrences TO starboard_app;
GRANT SELECT ON error_groups, error_occurrences TO starboard_panel;
