-- Replaced by the ledger's tables.
SELECT 1;
