import type pg from 'pg';
import { USERS } from './server.ts';

/**
 * Puts `rows` transfers into an empty ledger, as if every wallet had paid the next one, round after round. Writes
 * straight into the table with the indexes off, because only the size of the indexes matters here.
 */
export async function fillHistory(owner: pg.Client, rows: number): Promise<void> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = 'ledger.transfer'::regclass AND NOT indisprimary`,
  );
  await owner.query("SET maintenance_work_mem = '512MB'");
  await owner.query('ALTER TABLE ledger.transfer DROP CONSTRAINT transfer_pkey');
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  const step = 500_000;
  for (let low = 0; low < rows; low += step) {
    await owner.query(
      `INSERT INTO ledger.transfer (journal_id, position, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at, line, kind, reason, actor)
       SELECT (lpad(to_hex(1700000000000 + i), 12, '0') || '8000a' || substr(md5(i::text), 1, 15))::uuid, i + 1,
         ((1 + u) << 7) | 1, ((1 + (u + 1) % ${USERS}) << 7) | 1, 1,
         2 * r + CASE u WHEN 0 THEN 1 ELSE 2 END, 2 * r + CASE u WHEN ${USERS - 1} THEN 2 ELSE 1 END,
         1000000000000 - CASE u WHEN 0 THEN 1 ELSE 0 END, 1000000000000 + CASE u WHEN ${USERS - 1} THEN 0 ELSE 1 END,
         timestamptz '2025-01-01' + i * interval '1 millisecond', 1, 'adjustment', 'bench', 'system'
       FROM (SELECT n AS i, n % ${USERS} AS u, n / ${USERS} AS r FROM generate_series($1::bigint, $2::bigint) n) g`,
      [low, Math.min(low + step, rows) - 1],
    );
  }
  await owner.query('ALTER TABLE ledger.transfer ADD PRIMARY KEY (journal_id, line)');
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query(
    `UPDATE ledger.balance SET seq = 2 * ($1::bigint / ${USERS}) WHERE floor = 0 AND (id & 127) = 1`,
    [rows],
  );
  await owner.query("SELECT setval('ledger.transfer_position', $1)", [rows]);
  await owner.query('VACUUM ANALYZE ledger.transfer');
  await owner.query('VACUUM ANALYZE ledger.balance');
}
