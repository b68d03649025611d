-- Proof: entries that follow from each other, sums of zero, blocks that seal what was posted.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(u, 'TON') FROM generate_series(1, 3) u;

-- Thirty top-ups in one call: the second door. One status for each journal.
SELECT (ledger.post_batch(
  p_journals => array_agg(id), p_kinds => array_agg('topup'::text),
  p_reasons => array_agg('Top-up'::text), p_actors => array_agg('system'::text),
  p_groups => array_agg(n), p_line_journals => array_agg(n),
  p_accounts => (SELECT array_agg(account_id ORDER BY account_id) FROM ledger.balances
    WHERE kind IN ('wallet', 'provider_clearing') AND asset = 'TON'),
  p_debits => array_agg(4 + (n & 15)), p_credits => array_agg(1 + n % 3),
  p_amounts => array_agg(n::bigint))).statuses[28:30]
FROM (
  SELECT n, ('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id FROM generate_series(1, 30) n
) j;

-- A statement: the last three entries of a wallet.
SELECT seq, amount, balance_after
FROM ledger.statement(p_account => ledger.user_account(1, 'wallet', 'TON'), p_after => 7);

-- Nothing is wrong: no entry, no account, no sum.
SELECT count(*) AS problems FROM ledger.check_entries(p_from => 0, p_to => 30, p_heads => true);

SELECT count(*) AS off FROM ledger.check_sums();

-- The house account lies in 16 shards; read together they are one.
SELECT count(*) FILTER (WHERE balance <> 0) AS shards_used, sum(balance) FROM ledger.balances
WHERE kind = 'provider_clearing' AND asset = 'TON';

-- Every account is what its number says, with the floor of its kind, and holds what its last entry left.
SELECT last, problem FROM ledger.check_accounts(p_after => 0, p_count => 1000);
