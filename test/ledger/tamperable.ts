import { beforeEach } from 'vitest';
import { post, setFrozen, verifyLedger, type Broken } from '../../src/ledger/index.ts';
import type { Db } from '../../src/platform/index.ts';
import { createTestContext, type TestContext } from '../kit/testContext.ts';
import { house, journal, line, openUsers, purchase, topup, wallet } from '../kit/journals.ts';

const WRITTEN = ['account', 'account_event', 'transfer', 'balance', 'derived'];
const BEHIND = [
  'block',
  'closing',
  'closing_balance',
  'publication',
  'journal_link',
  'backdated',
  'checkpoint',
];
const all = (tables: readonly string[]): string => tables.map((table) => `ledger.${table}`).join(', ');

/** Everything that sealing and checking write. */
export const BEHIND_THE_LOG = all(BEHIND);

/**
 * A ledger for a superuser who tampers: triggers are off, SQL goes straight into the tables. Every test starts from the same
 * 106 rows, not sealed yet. The keys, and with them the shards, are always the same.
 */
export async function tamperable(): Promise<{
  context: TestContext;
  owner: Db;
  broken: (published?: ReadonlyMap<string, string>) => Promise<Broken | undefined>;
}> {
  const context = await createTestContext();
  const { db } = context;
  const { owner } = context.testDb;
  const [a = 0n, b = 0n] = await openUsers(db, 2);
  let n = 0;
  const next = (): { key: string } => ({ key: `tamper:${n++}` });
  const posted = (j: Parameters<typeof post>[1]) => db.tx((tx) => post(tx, j));
  for (let i = 1n; i <= 20n; i++) {
    await posted(topup(a, 100n + i, next()));
    await posted(topup(b, 50n, next()));
    await posted(purchase(a, i, i, next()));
  }
  // From position 101: one with a link, one that counts from another day, a purchase and its refund.
  await posted(topup(a, 1n, { ...next(), links: { orderId: '00000000-0000-7000-8000-000000000001' } }));
  await posted(topup(b, 1n, { ...next(), effectiveAt: new Date('2026-01-01') }));
  const { journalId: originalId } = await posted(purchase(b, 100n, 1n, next()));
  await posted(journal([line(house('revenue'), wallet(b), 60n)], { ...next(), kind: 'refund', originalId }));
  await setFrozen(
    db,
    { user: b, account: 'wallet', asset: 'TON' },
    { frozen: true, reason: 'checked', actor: 'staff:1' },
  );

  for (const table of WRITTEN) await owner.query(`CREATE TABLE kept_${table} AS TABLE ledger.${table}`);
  for (const table of [...WRITTEN, ...BEHIND])
    await owner.query(`ALTER TABLE ledger.${table} DISABLE TRIGGER ALL`);
  beforeEach(async () => {
    await owner.query(`TRUNCATE ${all([...WRITTEN, ...BEHIND])}`);
    for (const table of WRITTEN)
      await owner.query(`INSERT INTO ledger.${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}`);
  });
  return {
    context,
    owner,
    broken: async (published) => (await verifyLedger(db, published ? { published } : {})).broken,
  };
}

/** A transfer that fits both accounts, written straight into the table. */
export function gift(position: number): string {
  const account = {
    from: `ledger.house_account('fees', 'TON', '${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}')`,
    to: `ledger.user_account(1, 'wallet', 'TON')`,
  };
  return `
    INSERT INTO ledger.transfer (journal_id, position, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, recorded_at, line, kind, reason, actor)
    SELECT gen_random_uuid(), ${position}, d.id, c.id, 5, d.seq + 1, c.seq + 1, d.balance - 5, c.balance + 5, clock_timestamp(), 1, 'adjustment', 'gift', 'system'
    FROM ledger.balance d, ledger.balance c WHERE d.id = ${account.from} AND c.id = ${account.to};
    UPDATE ledger.balance SET seq = seq + 1, balance = balance + CASE id WHEN ${account.to} THEN 5 ELSE -5 END
    WHERE id IN (${account.from}, ${account.to})`;
}

/** Takes the tail off and sets every account back to where it stood then. */
export function cutTo(position: number): string {
  return `
    DELETE FROM ledger.transfer WHERE position > ${position};
    UPDATE ledger.balance b SET seq = coalesce(l.seq, 0), balance = coalesce(l.balance, 0)
    FROM ledger.balance o LEFT JOIN LATERAL (
      SELECT e.seq, e.balance_after AS balance FROM ledger.entries e WHERE e.account_id = o.id ORDER BY e.seq DESC LIMIT 1) l ON true
    WHERE o.id = b.id`;
}
