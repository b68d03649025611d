-- Proof: entries that follow from each other, sums of zero, blocks that seal what was posted.
SET ROLE starboard_app;

SELECT ledger.open_user_accounts(u, 'TON') FROM generate_series(1, 3) u;

-- Thirty top-ups in one call: the second door. One status for each journal.
SELECT (ledger.post_batch(array_agg(id), array_agg('topup'::text), array_agg('Top-up'::text), array_agg('system'::text), array_agg(NULL::timestamptz),
  array_agg(NULL::uuid), array_agg(NULL::uuid), array_agg(NULL::uuid), array_agg(NULL::uuid), array_agg(NULL::text), array_agg(n), array_agg(n),
  (SELECT array_agg(account_id ORDER BY account_id) FROM ledger.balances WHERE kind IN ('wallet', 'provider_clearing') AND asset = 'TON'),
  array_agg(4 + (n & 15)), array_agg(1 + n % 3), array_agg(n::bigint))).statuses[28:30]
FROM (SELECT n, ('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id FROM generate_series(1, 30) n) j;

-- A statement: the last three entries of a wallet.
SELECT seq, amount, balance_after FROM ledger.statement(ledger.user_account(1, 'wallet', 'TON'), '-infinity', 'infinity', 7, 100);

-- Nothing is wrong: no entry, no account, no sum.
SELECT count(*) AS problems FROM ledger.check_entries(0, 30, true);

SELECT count(*) AS off FROM ledger.check_sums();

-- The house account lies in 16 shards; read together they are one.
SELECT count(*) FILTER (WHERE balance <> 0) AS shards_used, sum(balance) FROM ledger.balances WHERE kind = 'provider_clearing' AND asset = 'TON';

-- Every account is what its number says, with the floor of its kind, and stands where its last entry left it.
SELECT last, problem FROM ledger.check_accounts(0, 1000);
