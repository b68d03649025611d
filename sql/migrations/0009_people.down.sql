DROP TABLE switches, login_places, login_attempts, staff_sessions;
DROP FUNCTION tell_session_end(), acts_as_owner(), role_of(bigint);
DROP TABLE staff, users;
