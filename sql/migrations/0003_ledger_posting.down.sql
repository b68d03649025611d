-- Refused while there is any transfer, because a ledger is never removed.
DO $$
BEGIN
  IF EXISTS (SELECT FROM ledger.transfer) THEN
    RAISE EXCEPTION 'the ledger holds transfers; taking it back would lose them'
      USING HINT = 'Restore a backup of the time before instead.';
  END IF;
END
$$;
DROP FUNCTION ledger.lock_original, ledger.against_original, ledger.require_within_original, ledger.refuse,
  ledger.require_valid, ledger.is_same, ledger.was_posted, ledger.post_lines, ledger.post_line, ledger.post;
DROP TABLE ledger.derived, ledger.transfer;
DROP SEQUENCE ledger.transfer_position;
DROP TYPE ledger.journal_kind;
