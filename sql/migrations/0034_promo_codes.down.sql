-- Stars that codes gave away stay in the ledger. So this fails once a code was used.
ALTER TABLE fraud_rule_versions DISABLE TRIGGER USER;
DELETE FROM fraud_flags WHERE rule_id = 'promo-accounts';
DELETE FROM fraud_hits WHERE rule_id = 'promo-accounts';
DELETE FROM fraud_rule_versions WHERE rule_id = 'promo-accounts';
DELETE FROM fraud_rules WHERE id = 'promo-accounts';
ALTER TABLE fraud_rule_versions ENABLE TRIGGER USER;

DROP VIEW promo_figures;
DROP TRIGGER orders_promo_followed ON orders;
ALTER TABLE orders DROP COLUMN promo_stars, DROP COLUMN promo_code_id;
DROP TRIGGER refunds_promo_fixed ON refunds;
ALTER TABLE refunds DROP COLUMN promo_stars;
DROP TABLE promo_uses;
DROP FUNCTION promo_needs_second;
DROP TABLE promo_codes;
DROP FUNCTION promo_code_guarded, promo_taken, promo_followed;

ALTER TABLE ledger.balance DISABLE TRIGGER USER;
ALTER TABLE ledger.account DISABLE TRIGGER USER;
ALTER TABLE ledger.account_kind DISABLE TRIGGER USER;
DELETE FROM ledger.balance WHERE id IN (SELECT id FROM ledger.account WHERE kind = 'promo');
DELETE FROM ledger.account WHERE kind = 'promo';
DELETE FROM ledger.account_kind WHERE kind = 'promo';
ALTER TABLE ledger.balance ENABLE TRIGGER USER;
ALTER TABLE ledger.account ENABLE TRIGGER USER;
ALTER TABLE ledger.account_kind ENABLE TRIGGER USER;
