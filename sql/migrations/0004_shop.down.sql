DROP TABLE orders;
DROP VIEW current_packages;
DROP TABLE star_prices, package_prices, packages;
DROP SEQUENCE price_ids;
