-- Refused while there is any block, because the published closings could no longer be proved.
DO $$
BEGIN
  IF EXISTS (SELECT FROM ledger.block) THEN
    RAISE EXCEPTION 'the ledger holds sealed blocks; taking them back would lose the proof'
      USING HINT = 'Restore a backup of the time before instead.';
  END IF;
END
$$;
DROP VIEW ledger.closings, ledger.blocks;
DROP FUNCTION ledger.last_position, ledger.sealed_position, ledger.mark_published, ledger.close_days,
  ledger.closing_balances_from, ledger.block_hash, ledger.seal, ledger.digest;
DROP TABLE ledger.backdated, ledger.journal_link, ledger.publication, ledger.closing_balance, ledger.closing,
  ledger.horizon, ledger.block;
