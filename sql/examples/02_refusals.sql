-- What the ledger refuses, and how it says so: an SQLSTATE of its own, and a DETAIL in JSON.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(7, 'TON'), ledger.open_user_accounts(8, 'TON');

SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')], ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  ARRAY[100::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- The same journal again is answered and moves nothing.
SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')], ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  ARRAY[100::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- The same key with another amount is an error.
SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')], ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  ARRAY[101::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- More than there is.
SELECT ledger.post('00000000-0000-8000-8000-000000000002', 'adjustment', 'Too much', 'system',
  ARRAY[ledger.user_account(7, 'wallet', 'TON')], ARRAY[ledger.user_account(8, 'wallet', 'TON')], ARRAY[101::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- TON cannot become stars: a movement has one asset.
SELECT ledger.post('00000000-0000-8000-8000-000000000003', 'adjustment', 'Mixed', 'system',
  ARRAY[ledger.user_account(7, 'wallet', 'TON')], ARRAY[ledger.user_account(7, 'stars', 'STAR')], ARRAY[1::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Nobody opened accounts for user 9.
SELECT ledger.post('00000000-0000-8000-8000-000000000004', 'adjustment', 'Nobody', 'system',
  ARRAY[ledger.user_account(7, 'wallet', 'TON')], ARRAY[ledger.user_account(9, 'wallet', 'TON')], ARRAY[1::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- A frozen account receives but does not pay.
SELECT ledger.set_frozen(ledger.user_account(7, 'wallet', 'TON'), true, 'under review', 'staff:1');

SELECT ledger.post('00000000-0000-8000-8000-000000000005', 'adjustment', 'Frozen', 'system',
  ARRAY[ledger.user_account(7, 'wallet', 'TON')], ARRAY[ledger.user_account(8, 'wallet', 'TON')], ARRAY[1::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- History does not change: not by the application, and not by the owner of the tables.
DELETE FROM ledger.transfer;

RESET ROLE;

UPDATE ledger.transfer SET amount = 1;

TRUNCATE ledger.transfer;

-- All of this has moved exactly 100.
SELECT user_id, kind, balance FROM ledger.balances WHERE balance <> 0 AND user_id IS NOT NULL;
