DROP FUNCTION ledger.post_batch;
