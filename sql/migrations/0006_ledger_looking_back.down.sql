DROP FUNCTION ledger.house_movements, ledger.journals_of, ledger.journals_before, ledger.house_statement,
  ledger.statement, ledger.trial_balance, ledger.balance_effective, ledger.balance_at, ledger.seq_at,
  ledger.entry_at;
DROP VIEW ledger.entries, ledger.transfers, ledger.journals;
