-- Open pages of the back office learn that a delivery changed.
--
--   trigger deliveries_tell_panel   says "deliveries" to whoever listens, and nothing else
--
-- Why: people who send stars by hand look at one queue together.
-- Locks: deliveries, for a moment; safe while the old code runs.

CREATE FUNCTION tell_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('panel', 'deliveries');
  RETURN NULL;
END
$$;
CREATE TRIGGER deliveries_tell_panel
  AFTER INSERT OR UPDATE OF status, sent_by, review_since, error ON deliveries
  FOR EACH ROW EXECUTE FUNCTION tell_deliveries();
