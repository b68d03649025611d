DROP FUNCTION open_shop;
DROP TABLE shop_coin;
