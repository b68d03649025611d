DROP FUNCTION ledger.check_sums, ledger.check_end, ledger.check_closing, ledger.check_links,
  ledger.check_accounts, ledger.check_head, ledger.check_entries, ledger.verify_block;
DROP VIEW ledger.checkpoints;
DROP FUNCTION ledger.set_checkpoint;
DROP TABLE ledger.checkpoint;
