-- Drafts and waiting changes are lost; published versions stay.
DROP FUNCTION publish_price(price_changes);
DROP TABLE price_change_events, price_changes;
DROP FUNCTION price_change_recorded(), price_change_changed(), price_change_made(), may_set_prices(bigint),
  lock_price(bigint);
DROP FUNCTION price_concerns(bigint, text, bigint, integer, timestamptz, timestamptz, bigint);
DROP FUNCTION price_at(bigint, text, timestamptz);
