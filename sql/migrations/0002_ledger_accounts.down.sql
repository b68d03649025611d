DROP VIEW ledger.account_events, ledger.house_balances, ledger.balances, ledger.accounts, ledger.assets;
DROP FUNCTION ledger.set_frozen, ledger.open_user_accounts, ledger.add_asset, ledger.house_account,
  ledger.user_account, ledger.account_number;
DROP TABLE ledger.account_event, ledger.balance, ledger.account, ledger.account_kind, ledger.asset;
