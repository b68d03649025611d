DROP FUNCTION age_of(timestamptz);
DROP FUNCTION refuse_change();
DROP FUNCTION create_partitions_ahead();
DROP FUNCTION create_month_partitions(regclass, date, integer);
DROP SCHEMA ledger;
REVOKE USAGE ON SCHEMA public FROM starboard_app, starboard_panel;
