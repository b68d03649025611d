-- One open flag for each rule and whoever it is about, which counts further hits, in place of a flag for each hit; and the
-- coin that the shop was opened with. Locks fraud_flags while open flags of one kind are put together: short, since only open
-- ones are looked at. Processes of the version before cannot write such a flag twice: their job is repeated by a new one.

-- Which events a version of a rule has counted: judging one again counts nothing.
CREATE TABLE fraud_hits (
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (rule_id, rule_version, event_id)
);
INSERT INTO fraud_hits SELECT rule_id, rule_version, event_id FROM fraud_flags ON CONFLICT DO NOTHING;

ALTER TABLE fraud_flags
  ADD COLUMN who text GENERATED ALWAYS AS (coalesce('user:' || user_id, 'ip:' || host(ip), event_key)) STORED, -- what it is about
  ADD COLUMN hits integer NOT NULL DEFAULT 1 CHECK (hits > 0), -- how often, while it was open
  ADD COLUMN last_at timestamptz; -- the event that was counted last
UPDATE fraud_flags SET last_at = event_at;
ALTER TABLE fraud_flags ALTER COLUMN last_at SET NOT NULL;

WITH counted AS (
  SELECT rule_id, rule_version, mode, who, count(*) AS hits, max(event_at) AS last_at, (array_agg(id ORDER BY created_at, id))[1] AS first
  FROM fraud_flags WHERE status = 'open' GROUP BY rule_id, rule_version, mode, who HAVING count(*) > 1
), kept AS (
  UPDATE fraud_flags f SET hits = c.hits, last_at = c.last_at FROM counted c WHERE f.id = c.first RETURNING f.id
)
DELETE FROM fraud_flags f USING counted c
WHERE f.status = 'open' AND (f.rule_id, f.rule_version, f.mode, f.who) = (c.rule_id, c.rule_version, c.mode, c.who) AND f.id <> c.first;
CREATE UNIQUE INDEX fraud_flags_open ON fraud_flags (rule_id, rule_version, mode, who) WHERE status = 'open';

DROP VIEW fraud_queue;
CREATE VIEW fraud_queue AS
SELECT f.*, r.kind AS rule_kind, r.title_ru, r.title_en, u.status AS user_status, s.name AS decided_by_name
FROM fraud_flags f JOIN fraud_rules r ON r.id = f.rule_id
LEFT JOIN users u ON u.id = f.user_id LEFT JOIN staff s ON s.id = f.decided_by;

GRANT SELECT, INSERT ON fraud_hits TO starboard_app;
GRANT SELECT ON fraud_hits TO starboard_panel;
GRANT SELECT ON fraud_queue TO starboard_app, starboard_panel;
