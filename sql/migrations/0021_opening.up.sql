-- Opening the shop in its coin.
--
--   shop_coin   the coin of all prices, limits and balances
--   open_shop   opens the shop in another coin while it has no data yet
--
-- Why in the database: later another coin is refused (SQLSTATE SC001), because prices and balances would
-- change their meaning. The price lists belong to the owner of the tables, and the application may not write
-- them.
-- Locks: the one row of shop_coin, so that processes that start together take turns.

CREATE TABLE shop_coin (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  code text NOT NULL,
  exponent integer NOT NULL
);
INSERT INTO shop_coin (code, exponent) VALUES ('TON', 9);

-- Converts the first price list, the limits and the amounts in fraud rules to the coin, with the same number
-- of whole coins.
CREATE FUNCTION open_shop(in_code text, in_exponent integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  had shop_coin;
  factor numeric;
BEGIN
  SELECT * INTO had FROM shop_coin FOR UPDATE;
  IF (had.code, had.exponent) = (in_code, in_exponent) THEN RETURN; END IF;
  IF had.code = in_code OR EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM orders)
    OR EXISTS (SELECT FROM price_changes) OR EXISTS (SELECT FROM ledger.journals)
    OR EXISTS (SELECT FROM refund_limits WHERE changed_by IS NOT NULL) THEN
    RAISE EXCEPTION 'the shop was opened in % with % decimals', had.code, had.exponent
      USING ERRCODE = 'SC001';
  END IF;
  factor := 10::numeric ^ (in_exponent - had.exponent);
  INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason, is_anchor)
  SELECT package_id, version + 1, in_code, price * factor, list_price * factor, bonus_stars,
    'first price list in ' || in_code, true
  FROM current_packages WHERE asset = had.code ORDER BY stars;
  INSERT INTO star_prices (asset, price, reason, is_anchor)
  SELECT in_code, price * factor, 'first price list in ' || in_code, true
  FROM current_star_prices WHERE asset = had.code;
  UPDATE refund_limits SET request_up_to = request_up_to * factor, approval_above = approval_above * factor;
  INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason)
  SELECT id, version + 1,
    jsonb_set(parameters, '{minAmount}',
      to_jsonb(trunc((parameters ->> 'minAmount')::numeric * factor)::text)),
    effect, mode, weight, 'the shop was opened in ' || in_code
  FROM fraud_current_rules WHERE parameters ? 'minAmount';
  UPDATE shop_coin SET code = in_code, exponent = in_exponent;
END $$;
REVOKE ALL ON FUNCTION open_shop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_shop TO starboard_app;
GRANT SELECT ON shop_coin TO starboard_app, starboard_panel;
