-- Refuses while there is a single transfer: a ledger is not taken back.
DO $$
BEGIN
  IF EXISTS (SELECT FROM ledger.transfer) THEN
    RAISE EXCEPTION 'the ledger holds transfers; taking it back would lose them' USING HINT = 'Restore a backup of the time before instead.';
  END IF;
END
$$;
DROP FUNCTION ledger.set_checkpoint, ledger.check_sums, ledger.check_end, ledger.check_closing, ledger.check_links, ledger.check_accounts,
  ledger.check_entries, ledger.check_head, ledger.verify_block, ledger.mark_published, ledger.close_days, ledger.closing_balances_from, ledger.block_hash, ledger.seal, ledger.digest, ledger.journals_of, ledger.journals_before, ledger.house_statement, ledger.statement, ledger.trial_balance,
  ledger.balance_effective, ledger.last_position, ledger.sealed_position, ledger.balance_at, ledger.seq_at, ledger.entry_at, ledger.post_batch,
  ledger.require_within_original, ledger.against_original, ledger.post, ledger.post_line, ledger.post_lines, ledger.require_valid, ledger.was_posted, ledger.is_same, ledger.refuse, ledger.set_frozen,
  ledger.open_user_accounts, ledger.add_asset, ledger.house_account, ledger.user_account;
DROP VIEW ledger.checkpoints, ledger.account_events, ledger.closings, ledger.blocks, ledger.entries, ledger.transfers, ledger.journals,
  ledger.house_balances, ledger.balances, ledger.accounts, ledger.assets;
DROP TABLE ledger.checkpoint, ledger.publication, ledger.closing_balance, ledger.closing, ledger.horizon, ledger.block, ledger.derived,
  ledger.backdated, ledger.journal_link, ledger.account_event, ledger.transfer, ledger.balance, ledger.account, ledger.account_kind, ledger.asset;
DROP SEQUENCE ledger.transfer_position;
DROP TYPE ledger.journal_kind;
