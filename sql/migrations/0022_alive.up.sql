-- Running processes, signs of ill health, and answers that are owed.
--
--   schedules      the last run of each schedule
--   processes      the living processes
--   signs          signs of ill health that only one process can see
--   open_updates   updates of Telegram that were accepted and are not done
--
-- Why in the database: every process can report on all others. Schedules, processes and signs may be lost,
-- and they are written again within a minute. An update of a person is stored until its answer is delivered.
-- Locks: none; the tables are new.

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

-- The turn of such an update takes long, or its answer could not be delivered. The row is removed when the
-- answer is delivered.
CREATE TABLE open_updates (
  update_id bigint PRIMARY KEY,
  telegram_id bigint NOT NULL,
  body json NOT NULL, -- as it came: json keeps what jsonb refuses
  correlation_id text NOT NULL,
  waits_for_return boolean NOT NULL DEFAULT false, -- the person blocked the bot meanwhile
  taken_at timestamptz NOT NULL DEFAULT now(),
  alone_since timestamptz, -- it fails alone, while others are served
  set_aside_at timestamptz -- it waits for staff, and for nothing else
);
CREATE INDEX open_updates_person ON open_updates (telegram_id, update_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON schedules, processes, signs, open_updates TO starboard_app;
GRANT SELECT ON schedules, processes, signs TO starboard_panel;
-- The body has texts of people. The panel sees only that an answer is owed, and since when.
GRANT SELECT (update_id, telegram_id, correlation_id, waits_for_return, taken_at, alone_since, set_aside_at)
  ON open_updates TO starboard_panel;
