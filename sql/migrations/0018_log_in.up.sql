-- Log-in: attempts are counted before they are compared, by account and place, and a place from which a person has logged
-- in before is not locked out with the rest. New tables and a trigger on a small one: nothing waits for them.

-- Attempts on an account (a hash of the e-mail, known or not) from a place (an address, a browser that was there before, or the
-- second factor). A row older than a day says nothing any more; the next attempts remove it.
CREATE TABLE login_attempts (
  account text NOT NULL,
  place text NOT NULL,
  failures integer NOT NULL,
  locked_until timestamptz,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (account, place)
);
CREATE INDEX login_attempts_old ON login_attempts (last_at);

-- Where a person has logged in completely: `device:<id>` (the long-lived cookie of a browser) or `address:<address>`.
CREATE TABLE login_places (
  staff_id bigint NOT NULL REFERENCES staff,
  place text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (staff_id, place)
);
CREATE INDEX login_places_place ON login_places (place);

-- Since when the failures of an account are counted, all places together.
ALTER TABLE staff ADD COLUMN failed_since timestamptz;

-- Open connections of a session hear that it ended, whichever process or door ended it. One that ran out needs no news.
CREATE FUNCTION tell_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.expire > now() THEN
    PERFORM pg_notify('panel', 'session:' || left(encode(sha256(convert_to(OLD.sid, 'UTF8')), 'hex'), 16));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER staff_sessions_tell_end AFTER DELETE ON staff_sessions FOR EACH ROW EXECUTE FUNCTION tell_session_end();

GRANT SELECT, INSERT, UPDATE, DELETE ON login_attempts, login_places TO starboard_app;
GRANT SELECT ON login_places TO starboard_panel;
