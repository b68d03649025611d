DROP VIEW break_list;
DROP TABLE break_events, breaks, sweeps;
