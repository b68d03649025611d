DROP TABLE orders;
DROP VIEW price_versions, current_packages, current_star_prices;
DROP TABLE star_prices, package_prices, packages;
DROP SEQUENCE price_ids;
