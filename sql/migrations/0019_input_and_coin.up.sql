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
ALTER TABLE fraud_flags ALTER COLUMN last_at SET DEFAULT now(), ALTER COLUMN last_at SET NOT NULL;

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

-- The coin in which prices, limits and balances of this shop are. One row.
CREATE TABLE shop_coin (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  code text NOT NULL,
  exponent integer NOT NULL
);
INSERT INTO shop_coin (code, exponent) VALUES ('TON', 9);

-- Opens the shop in its coin. While nothing has happened yet, the first price list, the limits and the amounts in fraud rules
-- are taken over into another one, in as many whole coins; afterwards another coin is refused (SQLSTATE SC001), since
-- balances and prices would change their meaning. It is the owner's: the application may not write price lists.
CREATE FUNCTION open_shop(in_code text, in_exponent integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  had shop_coin;
  factor numeric;
BEGIN
  SELECT * INTO had FROM shop_coin FOR UPDATE;
  IF (had.code, had.exponent) = (in_code, in_exponent) THEN RETURN; END IF;
  IF had.code = in_code OR EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM orders) OR EXISTS (SELECT FROM price_changes)
    OR EXISTS (SELECT FROM ledger.journals) OR EXISTS (SELECT FROM refund_limits WHERE changed_by IS NOT NULL) THEN
    RAISE EXCEPTION 'the shop was opened in % with % decimals', had.code, had.exponent USING ERRCODE = 'SC001';
  END IF;
  factor := 10::numeric ^ (in_exponent - had.exponent);
  INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason, is_anchor)
  SELECT package_id, version + 1, in_code, price * factor, list_price * factor, bonus_stars, 'first price list in ' || in_code, true
  FROM current_packages WHERE asset = had.code ORDER BY stars;
  INSERT INTO star_prices (asset, price, reason, is_anchor)
  SELECT in_code, price * factor, 'first price list in ' || in_code, true FROM current_star_prices WHERE asset = had.code;
  UPDATE refund_limits SET request_up_to = request_up_to * factor, approval_above = approval_above * factor;
  INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason)
  SELECT id, version + 1, jsonb_set(parameters, '{minAmount}', to_jsonb(trunc((parameters ->> 'minAmount')::numeric * factor)::text)),
    effect, mode, weight, 'the shop was opened in ' || in_code
  FROM fraud_current_rules WHERE parameters ? 'minAmount';
  UPDATE shop_coin SET code = in_code, exponent = in_exponent;
END $$;
REVOKE ALL ON FUNCTION open_shop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_shop TO starboard_app;
GRANT SELECT ON shop_coin TO starboard_app, starboard_panel;

-- The coin has the name that the configuration gives it.
UPDATE faq SET answer_ru = replace(answer_ru, 'баланс TON', 'баланс {coin}'), answer_en = replace(answer_en, 'TON balance', '{coin} balance')
WHERE answer_ru LIKE '%баланс TON%' OR answer_en LIKE '%TON balance%';
