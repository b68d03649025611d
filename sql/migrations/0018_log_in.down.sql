DROP TRIGGER staff_sessions_tell_end ON staff_sessions;
DROP FUNCTION tell_session_end;
ALTER TABLE staff DROP COLUMN failed_since;
DROP TABLE login_places;
DROP TABLE login_attempts;
