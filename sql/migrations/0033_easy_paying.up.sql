-- A top-up may have a purchase behind it, and an unpaid invoice is looked for shortly before its end.
--
--   orders.then_stars, then_price_id   the stars that a top-up buys from the balance once it is paid, and the
--                                      price that the buyer saw; NULL: none, or it is bought or given up
--   index orders_then                  finds the waiting ones of a user
--   index invoices_ending              finds the invoices that end soon
--
-- Why: a buyer who lacks coins pays once and has the stars. The row of the top-up decides who takes the wish:
-- the job that goes on, or the buyer who buys by hand.
-- Locks: orders and invoices, for a moment each; the indexes are built while nothing is written.

ALTER TABLE orders
  ADD COLUMN then_stars integer CHECK (then_stars > 0),
  ADD COLUMN then_price_id bigint REFERENCES star_prices,
  ADD CONSTRAINT orders_then_check
    CHECK (then_stars IS NULL OR (kind = 'topup' AND then_price_id IS NOT NULL));
CREATE INDEX orders_then ON orders (user_id) WHERE then_stars IS NOT NULL;
CREATE INDEX invoices_ending ON invoices (expires_at) WHERE NOT is_final;
