DROP INDEX supplier_quotes_newest;
DROP FUNCTION quoted_star_cost;
DROP TABLE supply_events, supply_state, float_readings;
DROP FUNCTION supply_recorded;
