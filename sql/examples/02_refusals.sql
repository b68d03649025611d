-- What the ledger refuses, and how it says so: an SQLSTATE of its own, and a DETAIL in JSON.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(7, 'TON'), ledger.open_user_accounts(8, 'TON');

SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_amounts => ARRAY[100::bigint]);

-- The same journal again is answered and moves nothing.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_amounts => ARRAY[100::bigint]);

-- The same key with another amount is an error.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_amounts => ARRAY[101::bigint]);

-- More than there is.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000002', p_kind => 'adjustment',
  p_reason => 'Too much', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_credits => ARRAY[ledger.user_account(8, 'wallet', 'TON')],
  p_amounts => ARRAY[101::bigint]);

-- TON cannot become stars: a movement has one asset.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000003', p_kind => 'adjustment',
  p_reason => 'Mixed', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_credits => ARRAY[ledger.user_account(7, 'stars', 'STAR')],
  p_amounts => ARRAY[1::bigint]);

-- Nobody opened accounts for user 9.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000004', p_kind => 'adjustment',
  p_reason => 'Nobody', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_credits => ARRAY[ledger.user_account(9, 'wallet', 'TON')],
  p_amounts => ARRAY[1::bigint]);

-- A frozen account receives but does not pay.
SELECT ledger.set_frozen(ledger.user_account(7, 'wallet', 'TON'), true, 'under review', 'staff:1');

SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000005', p_kind => 'adjustment',
  p_reason => 'Frozen', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(7, 'wallet', 'TON')],
  p_credits => ARRAY[ledger.user_account(8, 'wallet', 'TON')],
  p_amounts => ARRAY[1::bigint]);

-- History does not change: not by the application, and not by the owner of the tables.
DELETE FROM ledger.transfer;

RESET ROLE;

UPDATE ledger.transfer SET amount = 1;

TRUNCATE ledger.transfer;

-- All of this has moved exactly 100.
SELECT user_id, kind, balance FROM ledger.balances WHERE balance <> 0 AND user_id IS NOT NULL;
