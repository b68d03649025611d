-- How old something is.
--
--   age_of()   in the steps in which people read it
--
-- Why: the views break_list and suspense_postings each had steps of their own. A refund that waits is one
-- that some state still follows, as refund_transitions says.
-- Locks: the two views, for a moment.

CREATE FUNCTION age_of(since timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN
  CASE WHEN now() - since < interval '1 hour' THEN '0-1 h'
    WHEN now() - since < interval '24 hours' THEN '1-24 h'
    WHEN now() - since < interval '3 days' THEN '1-3 d'
    ELSE 'older' END;

CREATE OR REPLACE VIEW break_list AS
SELECT b.id, b.class, b.subject, b.source, b.invoice_id, b.order_id, b.provider_uuid, b.asset, b.amount,
  b.subject_at, b.detail, b.stands, b.status, b.owner_id, b.remark, b.opened_at, b.seen_at,
  b.resolution, b.resolved_by, b.resolved_at, b.journal_id, b.refund_id, o.user_id, s.name AS owner_name,
  CASE WHEN b.status = 'resolved' THEN NULL ELSE age_of(b.opened_at) END AS age
FROM breaks b LEFT JOIN orders o ON o.id = b.order_id LEFT JOIN staff s ON s.id = b.owner_id;

CREATE OR REPLACE VIEW suspense_postings AS
WITH RECURSIVE moved AS (
  SELECT m.journal_id, m.asset, sum(m.amount)::bigint AS amount, m.original_id
  FROM ledger.house_movements('suspense') m
  GROUP BY m.journal_id, m.asset, m.original_id
), counted AS (
  SELECT m.journal_id, m.asset, m.amount, m.journal_id AS posting FROM moved m
  WHERE NOT EXISTS (SELECT FROM moved o WHERE o.journal_id = m.original_id AND o.asset = m.asset)
  UNION ALL
  SELECT m.journal_id, m.asset, m.amount,
    CASE c.posting WHEN c.journal_id THEN c.journal_id ELSE m.journal_id END
  FROM moved m JOIN counted c ON c.journal_id = m.original_id AND c.asset = m.asset
), posted AS (
  SELECT posting AS journal_id, asset,
    sum(amount) FILTER (WHERE journal_id = posting)::bigint AS put, sum(amount)::bigint AS lies
  FROM counted GROUP BY posting, asset
)
SELECT p.journal_id, j.recorded_at, p.asset, p.put, p.lies, w.waiting,
  greatest(p.lies - w.waiting, 0) AS "left",
  CASE WHEN p.lies = 0 THEN 'closed' ELSE 'open' END AS status, j.reason AS note,
  b.id AS break_id, b.class, b.provider_uuid, j.order_id, j.invoice_id, o.user_id,
  CASE WHEN p.lies = 0 THEN NULL ELSE age_of(j.recorded_at) END AS age
FROM posted p JOIN ledger.journals j ON j.journal_id = p.journal_id
  LEFT JOIN breaks b ON b.journal_id = p.journal_id
  LEFT JOIN orders o ON o.id = j.order_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.amount), 0)::bigint AS waiting FROM refunds r
    WHERE r.original_id = p.journal_id AND r.kind = 'adjustment'
      AND r.status IN (SELECT from_status FROM refund_transitions)
  ) w;
