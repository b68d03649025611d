DROP TRIGGER deliveries_tell_panel ON deliveries;
DROP FUNCTION tell_deliveries;
