-- Open pages of the back office learn that a delivery changed.
--
--   triggers deliveries_tell_panel,
--            supplier_events_tell_panel   say "deliveries" to whoever listens, and nothing else
--
-- Why: people who send stars by hand look at one queue together, and a report of a supplier is evidence
-- for a person who decides.
-- Locks: deliveries and supplier_events, for a moment; safe while the old code runs.

CREATE FUNCTION tell_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panel', 'deliveries');
  RETURN NULL;
END
$$;
CREATE TRIGGER deliveries_tell_panel
  AFTER INSERT OR UPDATE OF status, sent_by, review_since, error ON deliveries
  FOR EACH ROW EXECUTE FUNCTION tell_deliveries();
CREATE TRIGGER supplier_events_tell_panel
  AFTER INSERT ON supplier_events
  FOR EACH STATEMENT EXECUTE FUNCTION tell_deliveries();
