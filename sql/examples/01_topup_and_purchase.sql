-- A user tops up 100 TON through the provider, then buys 50 stars (and gets 5 as a bonus) from the balance.
-- The examples run in the role of the application: it may call functions and read views, nothing else.
-- In the product the journal's id is made from its idempotency key; here it is written out.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(42, 'TON');

-- Account ids are computed from what the account is.
SELECT id, name FROM ledger.accounts WHERE user_id = 42 ORDER BY id;

-- One movement: from the provider's clearing account to the wallet. 100 TON are 100 * 10^9 minor units.
-- false: posted now; true would mean that this journal had been posted before.
SELECT ledger.post('00000000-0000-8000-8000-000000000001', 'topup', 'Top-up of 100 TON', 'system',
  ARRAY[ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  ARRAY[ledger.user_account(42, 'wallet', 'TON')],
  ARRAY[100000000000], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Three movements in one journal: pay, stars, bonus. All of them are posted, or none.
SELECT ledger.post('00000000-0000-8000-8000-000000000002', 'balance_purchase', '50 stars', 'user:42',
  ARRAY[ledger.user_account(42, 'wallet', 'TON'),
        ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000002'),
        ledger.house_account('bonus', 'STAR', '00000000-0000-8000-8000-000000000002')],
  ARRAY[ledger.house_account('revenue', 'TON', '00000000-0000-8000-8000-000000000002'),
        ledger.user_account(42, 'stars', 'STAR'),
        ledger.user_account(42, 'stars', 'STAR')],
  ARRAY[50000000000, 50, 5], NULL, NULL, NULL, NULL, NULL, NULL, NULL);

SELECT kind, asset, balance, seq FROM ledger.balances WHERE user_id = 42 ORDER BY account_id;

-- Every movement shows in both of its accounts, with the balance after it.
SELECT a.name, e.seq, e.side, e.amount, e.balance_after FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id ORDER BY e.position, e.side DESC;

-- Where every kind of account stands. The balances of an asset sum to zero.
SELECT * FROM ledger.trial_balance() WHERE balance <> 0;
