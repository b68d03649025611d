import type { Shop } from '../payments/shop.ts';

/**
 * Makes deliveries of 100 stars, each to an account of its own, with their stars set aside in the ledger: before the
 * supplier is asked (`reserved`), or after it took the order (`submitted`). Returns their ids.
 */
export async function makeDeliveries(
  shop: Shop,
  { count, status }: { count: number; status: 'reserved' | 'submitted' },
): Promise<string[]> {
  const { owner } = shop;
  const { rows } = await owner.query<{ id: string; user: string; hold: string }>(
    `SELECT gen_random_uuid()::text AS id, (1 + n % 1000)::text AS user,
       overlay(overlay(gen_random_uuid()::text PLACING '8' FROM 15) PLACING '8' FROM 20) AS hold
     FROM generate_series(1, $1::int) n`,
    [count],
  );
  const all = <K extends 'id' | 'user' | 'hold'>(key: K): string[] => rows.map((row) => row[key]);
  await owner.query(
    `SELECT count(ledger.post(p_journal => gen_random_uuid(), p_kind => 'adjustment', p_reason => 'bench', p_actor => 'system',
       p_debits => ARRAY[ledger.house_account('star_stock', 'STAR', gen_random_uuid())],
       p_credits => ARRAY[ledger.user_account(u, 'stars', 'STAR')], p_amounts => ARRAY[1000000000::bigint]))
     FROM generate_series(1, 1000) u`,
  );
  await owner.query(
    `SELECT count(ledger.post(p_journal => hold, p_kind => 'dispatch', p_reason => 'bench', p_actor => 'system',
       p_debits => ARRAY[ledger.user_account(u, 'stars', 'STAR')],
       p_credits => ARRAY[ledger.user_account(u, 'delivery', 'STAR')], p_amounts => ARRAY[100::bigint]))
     FROM unnest($1::bigint[], $2::uuid[]) AS x (u, hold)`,
    [all('user'), all('hold')],
  );
  await owner.query(
    `INSERT INTO deliveries (id, user_id, stars, request_key, recipient, is_self, changed_by)
     SELECT id, u, 100, id::text, 'bench_' || left(replace(id::text, '-', ''), 20), false, 'system'
     FROM unnest($1::uuid[], $2::bigint[]) AS x (id, u)`,
    [all('id'), all('user')],
  );
  await owner.query(
    `UPDATE deliveries d SET status = 'reserved', hold_journal_id = x.hold
     FROM unnest($1::uuid[], $2::uuid[]) AS x (id, hold) WHERE d.id = x.id`,
    [all('id'), all('hold')],
  );
  if (status === 'submitted')
    await owner.query(
      `UPDATE deliveries SET status = 'submitted', supplier = 'mystars', attempt = 1, supplier_key = id::text, body = '{}',
         asked_at = now(), accepted_at = now(), supplier_ref = id::text, supplier_status = 'awaiting_payment'
       WHERE id = ANY ($1::uuid[])`,
      [all('id')],
    );
  await owner.query('ANALYZE');
  return all('id');
}
