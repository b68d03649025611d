DROP VIEW break_list;
DROP TABLE payment_reports, break_events, breaks, statement_rows, sweeps;
