-- What runs and what is wrong, so that every process can tell of all: when each schedule ran last, which processes live,
-- and signs of ill health that only some process can see. All of it may be lost: it is written again within a minute.
-- Locks: none beyond the new tables' own.
CREATE TABLE schedules (
  name text PRIMARY KEY,
  every_ms integer NOT NULL CHECK (every_ms > 0),
  known_at timestamptz NOT NULL DEFAULT now(), -- when a process that has it in its code looked after it
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz, -- last run
  ended_at timestamptz,
  error text, -- why the last run failed; NULL: it did not
  failing_since timestamptz, -- first of the failures in a row
  revived_at timestamptz -- when it had stopped and was put back
);
CREATE TABLE processes (
  id uuid PRIMARY KEY,
  roles text[] NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  beat_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE signs (
  name text PRIMARY KEY,
  severity text NOT NULL CHECK (severity IN ('degraded', 'unhealthy')),
  text text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now() -- a sign that nobody sees any more is over
);
GRANT SELECT, INSERT, UPDATE, DELETE ON schedules, processes, signs TO starboard_app;
GRANT SELECT ON schedules, processes, signs TO starboard_panel;
