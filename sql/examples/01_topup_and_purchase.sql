-- A user tops up 100 TON through the provider, then buys 50 stars (and gets 5 as a bonus) from the balance.
-- The examples run in the role of the application: it may call functions and read views, nothing else.
-- Parameters that are left out are NULL. In the product the journal's id is made from its idempotency key; here it is written out.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(42, 'TON');

-- Account numbers are computed from what the account is.
SELECT id, name FROM ledger.accounts WHERE user_id = 42 ORDER BY id;

-- One movement: from the provider's clearing account to the wallet. 100 TON are 100 * 10^9 minor units.
-- false: posted now; true would mean that this journal had been posted before.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000001', p_kind => 'topup',
  p_reason => 'Top-up of 100 TON', p_actor => 'system',
  p_debits => ARRAY[
    ledger.house_account('provider_clearing', 'TON', '00000000-0000-8000-8000-000000000001')],
  p_credits => ARRAY[ledger.user_account(42, 'wallet', 'TON')],
  p_amounts => ARRAY[100000000000]);

-- Three movements in one journal: pay, stars, bonus. All of them are posted, or none.
SELECT ledger.post(
  p_journal => '00000000-0000-8000-8000-000000000002', p_kind => 'balance_purchase',
  p_reason => '50 stars', p_actor => 'user:42',
  p_debits => ARRAY[
    ledger.user_account(42, 'wallet', 'TON'),
    ledger.house_account('star_stock', 'STAR', '00000000-0000-8000-8000-000000000002'),
    ledger.house_account('bonus', 'STAR', '00000000-0000-8000-8000-000000000002')],
  p_credits => ARRAY[
    ledger.house_account('revenue', 'TON', '00000000-0000-8000-8000-000000000002'),
    ledger.user_account(42, 'stars', 'STAR'),
    ledger.user_account(42, 'stars', 'STAR')],
  p_amounts => ARRAY[50000000000, 50, 5]);

SELECT kind, asset, balance, seq FROM ledger.balances WHERE user_id = 42 ORDER BY account_id;

-- Every movement shows in both of its accounts, with the balance after it.
SELECT a.name, e.seq, e.side, e.amount, e.balance_after
FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id ORDER BY e.position, e.side DESC;

-- The balance of every kind of account. The balances of an asset add up to zero.
SELECT * FROM ledger.trial_balance() WHERE balance <> 0;
