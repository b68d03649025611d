DROP VIEW break_list;
DROP TABLE payment_reports, statement_rows, break_events, breaks, sweeps;
