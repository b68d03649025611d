-- What waits or is a draft is lost; published versions stay. An end that was set does not hold any more.
DROP FUNCTION publish_price(price_changes);
DROP TABLE price_change_events, price_changes;
DROP FUNCTION price_change_recorded(), price_change_changed(), price_change_made(), lock_price(bigint), may_set_prices(bigint);
DROP FUNCTION price_concerns(bigint, text, bigint, integer, timestamptz, timestamptz, bigint), price_at(bigint, text, timestamptz);
DROP VIEW price_versions, current_packages, current_star_prices;
ALTER TABLE package_prices DROP COLUMN valid_until, DROP COLUMN approved_by, DROP COLUMN is_anchor;
ALTER TABLE star_prices DROP COLUMN valid_until, DROP COLUMN approved_by, DROP COLUMN is_anchor;
CREATE VIEW current_star_prices AS
SELECT DISTINCT ON (asset) id, asset, price, valid_from FROM star_prices
WHERE valid_from <= now() ORDER BY asset, valid_from DESC, id DESC;
CREATE VIEW current_packages AS
SELECT p.id AS package_id, p.stars, p.active, c.id AS price_id, c.version, c.asset, c.price, c.list_price, c.bonus_stars, c.valid_from
FROM packages p
CROSS JOIN LATERAL (
  SELECT * FROM package_prices v WHERE v.package_id = p.id AND v.valid_from <= now() ORDER BY v.valid_from DESC, v.version DESC LIMIT 1
) c;
GRANT SELECT ON current_packages, current_star_prices TO starboard_app, starboard_panel;
REVOKE UPDATE (active) ON packages FROM starboard_app;
GRANT UPDATE ON packages TO starboard_app;
GRANT INSERT ON package_prices, star_prices TO starboard_app;
