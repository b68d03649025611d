-- Back to a flag for each hit. Those that were put together stay so.
UPDATE faq SET answer_ru = replace(answer_ru, 'баланс {coin}', 'баланс TON'), answer_en = replace(answer_en, '{coin} balance', 'TON balance');
DROP FUNCTION open_shop;
DROP TABLE shop_coin;
DROP VIEW fraud_queue;
DROP INDEX fraud_flags_open;
ALTER TABLE fraud_flags DROP COLUMN who, DROP COLUMN hits, DROP COLUMN last_at;
CREATE VIEW fraud_queue AS
SELECT f.*, r.kind AS rule_kind, r.title_ru, r.title_en, u.status AS user_status, s.name AS decided_by_name
FROM fraud_flags f JOIN fraud_rules r ON r.id = f.rule_id
LEFT JOIN users u ON u.id = f.user_id LEFT JOIN staff s ON s.id = f.decided_by;
GRANT SELECT ON fraud_queue TO starboard_app, starboard_panel;
DROP TABLE fraud_hits;
