-- Money in suspense can be released to its owner when the owner turns up, and a row of the provider's list that cannot be
-- read is a break of its own. Locks: ACCESS EXCLUSIVE on refunds and breaks while their rows are checked anew, which is
-- short: both tables hold what people decide about.

-- A release from suspense is an adjustment that names the journal which put the money there; it only ever gives.
ALTER TABLE refunds DROP CONSTRAINT refunds_form, ADD CONSTRAINT refunds_form CHECK (CASE kind
  WHEN 'refund' THEN order_id IS NOT NULL AND original_id IS NOT NULL AND direction = 'credit'
    AND (destination = 'balance' OR (invoice_id IS NOT NULL AND network IS NOT NULL AND currency IS NOT NULL))
  ELSE destination = 'balance' AND stars = 0 AND bonus_stars = 0 AND (original_id IS NULL OR direction = 'credit') END);

-- The lock that a posting against an original takes, for whoever has to count before anything is posted. Nothing but
-- postings and such counts takes it, and both take it after the rows of the application.
CREATE FUNCTION ledger.lock_original(p_journal uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1 FOR NO KEY UPDATE;
END
$$;
REVOKE ALL ON FUNCTION ledger.lock_original FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.lock_original TO starboard_app;

-- Every movement of a kind of house account, signed, with the journal that it counts against; for accounts that few journals move. Part by part, so that the indexes of
-- transfers are used however long the log is.
CREATE FUNCTION ledger.house_movements(p_kind text) RETURNS TABLE (journal_id uuid, asset text, amount bigint, original_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT a.id, s.code FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id WHERE a.kind = p_kind AND a.user_id IS NULL LOOP
    RETURN QUERY SELECT m.journal_id, part.code, m.amount,
        (SELECT h.original_id FROM ledger.transfer h WHERE h.journal_id = m.journal_id AND h.line = 1)
      FROM (SELECT t.journal_id, -t.amount AS amount FROM ledger.transfer t WHERE t.debit = part.id
        UNION ALL SELECT t.journal_id, t.amount FROM ledger.transfer t WHERE t.credit = part.id) m;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION ledger.house_movements FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.house_movements TO starboard_app, starboard_panel;

-- What was put into suspense and what lies there of it: `lies` over all rows is the balance of the account. What was taken
-- out against a journal counts with that journal; what puts it back again (the reversal of a release) is a posting of its own.
-- Losses that suspense bears are below zero.
CREATE VIEW suspense_postings AS
WITH RECURSIVE moved AS (
  SELECT m.journal_id, m.asset, sum(m.amount)::bigint AS amount, m.original_id FROM ledger.house_movements('suspense') m
  GROUP BY m.journal_id, m.asset, m.original_id
), counted AS (
  SELECT m.journal_id, m.asset, m.amount, m.journal_id AS posting FROM moved m
  WHERE NOT EXISTS (SELECT FROM moved o WHERE o.journal_id = m.original_id AND o.asset = m.asset)
  UNION ALL
  SELECT m.journal_id, m.asset, m.amount, CASE c.posting WHEN c.journal_id THEN c.journal_id ELSE m.journal_id END
  FROM moved m JOIN counted c ON c.journal_id = m.original_id AND c.asset = m.asset
), posted AS (
  SELECT posting AS journal_id, asset, sum(amount) FILTER (WHERE journal_id = posting)::bigint AS put, sum(amount)::bigint AS lies
  FROM counted GROUP BY posting, asset
)
SELECT p.journal_id, j.recorded_at, p.asset, p.put, p.lies, w.waiting, greatest(p.lies - w.waiting, 0) AS "left",
  CASE WHEN p.lies = 0 THEN 'closed' ELSE 'open' END AS status, j.reason AS note, b.id AS break_id, b.class, b.provider_uuid,
  j.order_id, j.invoice_id, o.user_id,
  CASE WHEN p.lies = 0 THEN NULL
    WHEN now() - j.recorded_at < interval '1 hour' THEN '0-1 h'
    WHEN now() - j.recorded_at < interval '24 hours' THEN '1-24 h'
    WHEN now() - j.recorded_at < interval '3 days' THEN '1-3 d'
    ELSE 'older' END AS age
FROM posted p JOIN ledger.journals j ON j.journal_id = p.journal_id
  LEFT JOIN breaks b ON b.journal_id = p.journal_id
  LEFT JOIN orders o ON o.id = j.order_id
  CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount), 0)::bigint AS waiting FROM refunds r
    WHERE r.original_id = p.journal_id AND r.kind = 'adjustment' AND r.status NOT IN ('rejected', 'cancelled', 'done')) w;
CREATE INDEX breaks_journal ON breaks (journal_id) WHERE journal_id IS NOT NULL;
GRANT SELECT ON suspense_postings TO starboard_app, starboard_panel;

ALTER TABLE breaks DROP CONSTRAINT breaks_class_check, ADD CONSTRAINT breaks_class_check CHECK (class IN ('missing_at_provider',
  'missing_with_us', 'amount', 'currency', 'status', 'duplicate', 'paid_not_delivered', 'delivered_not_paid', 'unreadable'));
