DROP TRIGGER supplier_events_tell_panel ON supplier_events;
DROP TRIGGER deliveries_tell_panel ON deliveries;
DROP FUNCTION tell_deliveries;
