import { expect, test } from 'vitest';
import { OPENING } from '../../sandbox/opening.ts';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { ORDER_STATUSES } from '../../src/shop/index.ts';
import { verifyTotp, currentCode } from '../../src/staff/index.ts';
import { TICKET_STATUSES } from '../../src/support/index.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
const counts = () =>
  context.db
    .one(`SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM staff) AS staff,
    (SELECT count(*) FROM tickets) AS tickets, (SELECT count(*) FROM ticket_messages) AS messages, (SELECT count(*) FROM ledger.journals) AS journals,
    (SELECT count(*) FROM deliveries) AS deliveries`);

test('seedDemo, when run twice, then every state is there once, and nothing waits to be sent', async () => {
  const staff = await seedDemo(context);
  const first = await counts();
  expect(await seedDemo(context)).toEqual(staff);
  expect(await counts()).toEqual(first);
  // Two administrators: a large change of price takes both.
  expect(staff.map(({ login }) => login).sort()).toEqual([
    'admin',
    'admin2',
    'auditor',
    'finance',
    'support',
  ]);
  const statuses = async (table: string) =>
    (await context.db.query<{ status: string }>(`SELECT DISTINCT status FROM ${table}`)).rows
      .map(({ status }) => status)
      .sort();
  expect(await statuses('orders')).toEqual([...ORDER_STATUSES].sort());
  expect(await statuses('tickets')).toEqual([...TICKET_STATUSES].sort());
  expect(await statuses('deliveries')).toEqual(['confirmed', 'failed', 'submitted', 'uncertain']);
  const { rows } = await context.db.query(
    `SELECT FROM outbox WHERE done_at IS NULL AND job = 'notification.send'
     UNION ALL SELECT FROM notifications WHERE state = 'queued'`,
  );
  expect(rows.length).toBe(0);
});

test('seedDemo, when balances are summed, then each asset is in balance', async () => {
  await seedDemo(context);
  const { rows } = await context.db.query(
    `SELECT asset, sum(balance) AS total FROM ledger.balances GROUP BY asset ORDER BY asset`,
  );
  expect(rows).toEqual([
    { asset: 'STAR', total: '0' },
    { asset: 'TON', total: '0' },
  ]);
});

test('seedDemo, when the treasury is compared with what the sandbox holds, then nothing differs', async () => {
  await seedDemo(context);
  const { rows } = await context.db.query(
    `SELECT kind, sum(-balance)::bigint AS held FROM ledger.house_balances
     WHERE kind IN ('ton_wallet', 'supplier_float', 'provider_clearing') AND asset = 'TON' GROUP BY kind ORDER BY kind`,
  );
  const coins = (text: string): bigint => BigInt(text) * 1_000_000_000n;
  expect(rows).toEqual([
    { kind: 'provider_clearing', held: 0n },
    { kind: 'supplier_float', held: coins(OPENING.istar.TON) },
    { kind: 'ton_wallet', held: coins(OPENING.ton) },
  ]);
  expect(
    await context.db.one(`SELECT FROM proposals WHERE status = 'waiting' AND kind = 'booking'`),
  ).toBeUndefined();
});

test('seedDemo, when a role needs a second factor, then its known secret is accepted', async () => {
  await seedDemo(context);
  const admin = await context.db.one<{ id: bigint }>(`SELECT id FROM staff WHERE role = 'admin'`);
  const staffId = admin?.id ?? 0n;
  const code = await currentCode(context, staffId);
  await verifyTotp(context, { staffId, code, ip: '127.0.0.1' });
});

test('seedDemo, when not in the sandbox, then refuses', async () => {
  await expect(seedDemo({ ...context, config: { ...context.config, sandbox: false } })).rejects.toThrow(
    /sandbox/,
  );
});
