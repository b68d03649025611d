-- A hold sets money aside. A user can spend what is in the wallet; no more can leave a hold than it holds.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(6, 'TON');

SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  p_amounts => ARRAY[100::bigint]);

-- 70 are set aside for a payout.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000002', p_kind => 'hold',
  p_reason => 'Payout asked for', p_actor => 'user:6',
  p_debits => ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  p_credits => ARRAY[ledger.user_account(6, 'hold', 'TON')],
  p_amounts => ARRAY[70::bigint]);

-- 50 of them are paid out. `p_original` names the hold.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000003', p_kind => 'capture',
  p_reason => 'Paid out', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(6, 'hold', 'TON')],
  p_credits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000003')],
  p_amounts => ARRAY[50::bigint],
  p_original => '00000000-0000-8000-8000-000000000002');

-- 20 are left; 21 cannot be given back.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000004', p_kind => 'release',
  p_reason => 'Too much', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(6, 'hold', 'TON')],
  p_credits => ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  p_amounts => ARRAY[21::bigint],
  p_original => '00000000-0000-8000-8000-000000000002');

SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000005', p_kind => 'release',
  p_reason => 'The rest', p_actor => 'system',
  p_debits => ARRAY[ledger.user_account(6, 'hold', 'TON')],
  p_credits => ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  p_amounts => ARRAY[20::bigint],
  p_original => '00000000-0000-8000-8000-000000000002');

-- The account's history; each entry has the balance after it.
SELECT e.seq, j.kind, e.amount, e.balance_after
FROM ledger.statement(p_account => ledger.user_account(6, 'wallet', 'TON')) e
JOIN ledger.journals j USING (journal_id) ORDER BY e.seq;

-- The balance at a moment: by when entries were recorded, and by the dates from which they count.
SELECT ledger.balance_at(ledger.user_account(6, 'wallet', 'TON'), 'infinity') AS recorded,
  ledger.balance_effective(ledger.user_account(6, 'wallet', 'TON'), 'infinity') AS effective;
