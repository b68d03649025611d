-- A hold sets money aside. What can be spent is simply the wallet's balance; what leaves a hold is bounded by it.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(6, 'TON');

SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')], ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  ARRAY[100::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- 70 are set aside for a payout.
SELECT ledger.post('00000000-0000-8000-8000-000000000002', 'hold', 'Payout asked for', 'user:6',
  ARRAY[ledger.user_account(6, 'wallet', 'TON')], ARRAY[ledger.user_account(6, 'hold', 'TON')],
  ARRAY[70::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- 50 of them are paid out. The parameter before the last names the hold.
SELECT ledger.post('00000000-0000-8000-8000-000000000003', 'settlement', 'Paid out', 'system',
  ARRAY[ledger.user_account(6, 'hold', 'TON')], ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000003')],
  ARRAY[50::bigint], NULL, NULL, NULL, NULL, NULL, '00000000-0000-8000-8000-000000000002', NULL);

-- 20 are left; 21 cannot be given back.
SELECT ledger.post('00000000-0000-8000-8000-000000000004', 'release', 'Too much', 'system',
  ARRAY[ledger.user_account(6, 'hold', 'TON')], ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  ARRAY[21::bigint], NULL, NULL, NULL, NULL, NULL, '00000000-0000-8000-8000-000000000002', NULL);

SELECT ledger.post('00000000-0000-8000-8000-000000000005', 'release', 'The rest', 'system',
  ARRAY[ledger.user_account(6, 'hold', 'TON')], ARRAY[ledger.user_account(6, 'wallet', 'TON')],
  ARRAY[20::bigint], NULL, NULL, NULL, NULL, NULL, '00000000-0000-8000-8000-000000000002', NULL);

-- The account's history; the balance after each entry stands in the entry.
SELECT e.seq, j.kind, e.amount, e.balance_after FROM ledger.statement(ledger.user_account(6, 'wallet', 'TON'), '-infinity', 'infinity', 0, 10) e
JOIN ledger.journals j USING (journal_id) ORDER BY e.seq;

-- Where the account stood at a moment: by when entries were recorded, and by the dates from which they count.
SELECT ledger.balance_at(ledger.user_account(6, 'wallet', 'TON'), 'infinity') AS recorded, ledger.balance_effective(ledger.user_account(6, 'wallet', 'TON'), 'infinity') AS effective;
