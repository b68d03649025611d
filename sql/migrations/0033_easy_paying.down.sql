DROP INDEX invoices_ending;
ALTER TABLE orders DROP COLUMN then_stars, DROP COLUMN then_price_id;
DELETE FROM notifications WHERE kind IN ('purchase_asks', 'order_ending');
