-- Refuses while there is a single transfer: a ledger is not taken back.
DO $$
BEGIN
  IF EXISTS (SELECT FROM ledger.transfer) THEN
    RAISE EXCEPTION 'the ledger holds transfers; taking it back would lose them' USING HINT = 'Restore a backup of the time before instead.';
  END IF;
END
$$;
DROP VIEW ledger.entries, ledger.transfers, ledger.journals, ledger.house_balances, ledger.balances, ledger.accounts, ledger.assets;
DROP FUNCTION ledger.require_within_original, ledger.post, ledger.require_valid, ledger.require_same, ledger.refuse, ledger.set_frozen,
  ledger.open_user_accounts, ledger.add_asset, ledger.house_account, ledger.user_account;
DROP TABLE ledger.account_event, ledger.transfer, ledger.balance, ledger.account, ledger.account_kind, ledger.asset;
DROP SEQUENCE ledger.transfer_position;
DROP TYPE ledger.journal_kind;
