-- A refund names its original and cannot go beyond what was paid, however many refunds there are.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(5, 'TON');

SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')], ARRAY[ledger.user_account(5, 'wallet', 'TON')],
  ARRAY[100::bigint], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Two lines: 80 are paid, 80 stars are given.
SELECT ledger.post('00000000-0000-8000-8000-000000000002', 'balance_purchase', '80 stars', 'user:5',
  ARRAY[ledger.user_account(5, 'wallet', 'TON'), ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000002')],
  ARRAY[ledger.house_account('revenue', 'TON', '00000000-0000-8000-8000-000000000002'), ledger.user_account(5, 'stars', 'STAR')],
  ARRAY[80::bigint, 80], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- 50 come back, with the stars for them. The parameter before the last names the original.
SELECT ledger.post('00000000-0000-8000-8000-000000000003', 'refund', 'Half of it', 'staff:3',
  ARRAY[ledger.house_account('refunds', 'TON', '00000000-0000-8000-8000-000000000003'), ledger.user_account(5, 'stars', 'STAR')],
  ARRAY[ledger.user_account(5, 'wallet', 'TON'), ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000003')],
  ARRAY[50::bigint, 50], NULL, NULL, NULL, NULL, NULL, '00000000-0000-8000-8000-000000000002', NULL);

-- 31 more would be 81 of 80.
SELECT ledger.post('00000000-0000-8000-8000-000000000004', 'refund', 'Too much', 'staff:3',
  ARRAY[ledger.house_account('refunds', 'TON', '00000000-0000-8000-8000-000000000004')], ARRAY[ledger.user_account(5, 'wallet', 'TON')],
  ARRAY[31::bigint], NULL, NULL, NULL, NULL, NULL, '00000000-0000-8000-8000-000000000002', NULL);

-- From the purchase to its refund.
SELECT j.journal_id, j.kind, j.reason FROM ledger.journals j WHERE j.journal_id IN (SELECT ledger.journals_of('00000000-0000-8000-8000-000000000002'));

SELECT kind, balance FROM ledger.balances WHERE user_id = 5 ORDER BY account_id;
