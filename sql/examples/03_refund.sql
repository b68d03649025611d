-- A refund names its original and cannot go beyond what was paid, however many refunds there are.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(5, 'TON');

SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(5, 'wallet', 'TON')],
  p_amounts => ARRAY[100::bigint]);

-- Two lines: 80 are paid, 80 stars are given.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000002', p_kind => 'balance_purchase',
  p_reason => '80 stars', p_actor => 'user:5',
  p_debits => ARRAY[
    ledger.user_account(5, 'wallet', 'TON'),
    ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000002')],
  p_credits => ARRAY[
    ledger.house_account('revenue', 'TON', '00000000-0000-8000-8000-000000000002'),
    ledger.user_account(5, 'stars', 'STAR')],
  p_amounts => ARRAY[80::bigint, 80]);

-- 50 come back, with the stars for them. `p_original` names the purchase.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000003', p_kind => 'refund',
  p_reason => 'Half of it', p_actor => 'staff:3',
  p_debits => ARRAY[
    ledger.house_account('refunds', 'TON', '00000000-0000-8000-8000-000000000003'),
    ledger.user_account(5, 'stars', 'STAR')],
  p_credits => ARRAY[
    ledger.user_account(5, 'wallet', 'TON'),
    ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000003')],
  p_amounts => ARRAY[50::bigint, 50],
  p_original => '00000000-0000-8000-8000-000000000002');

-- 31 more would be 81 of 80.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000004', p_kind => 'refund',
  p_reason => 'Too much', p_actor => 'staff:3',
  p_debits => ARRAY[ledger.house_account('refunds', 'TON', '00000000-0000-8000-8000-000000000004')],
  p_credits => ARRAY[ledger.user_account(5, 'wallet', 'TON')],
  p_amounts => ARRAY[31::bigint],
  p_original => '00000000-0000-8000-8000-000000000002');

-- From the purchase to its refund.
SELECT j.journal_id, j.kind, j.reason FROM ledger.journals j
WHERE j.journal_id IN (SELECT ledger.journals_of('00000000-0000-8000-8000-000000000002'));

SELECT kind, balance FROM ledger.balances WHERE user_id = 5 ORDER BY account_id;
