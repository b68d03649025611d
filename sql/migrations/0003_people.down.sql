DROP TABLE switches, security_events, audit_log, staff_sessions, staff, users;
