import { beforeEach, expect, test, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { fundCommand } from '../../src/cli/treasury.ts';
import { checkLedger } from '../../src/ledger/index.ts';
import { bookFunding, readTreasury, type FundingEnd } from '../../src/treasury/index.ts';
import { openShop } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop({ DELIVERY: 'supplier' });
const { app } = shop;
const [finance, support, admin] = [
  await hire(app, 'finance'),
  await hire(app, 'support'),
  await hire(app, 'admin'),
];
const held = async (kind: string): Promise<bigint> =>
  BigInt(
    (
      await app.db.one<{ held: string }>(
        `SELECT coalesce(sum(-balance), 0)::text AS held FROM ledger.house_balances WHERE kind = $1 AND asset = 'TON'`,
        [kind],
      )
    )?.held ?? 0,
  );
let n = 0;
const fund = (from: FundingEnd, to: FundingEnd, more: object = {}) =>
  bookFunding(app, { from, to, amount: 5n * TON, remark: `tx-${++n}`, staffId: finance, ...more });

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

test('money of the owner, when it is put into the wallet and sent on to the supplier, then each account holds its part', async () => {
  const before = await Promise.all(['capital', 'ton_wallet', 'supplier_float'].map(held));
  await fund('capital', 'ton_wallet', { amount: 9n * TON });
  await fund('ton_wallet', 'istar');

  const after = await Promise.all(['capital', 'ton_wallet', 'supplier_float'].map(held));
  expect(after.map((now, i) => now - (before[i] ?? 0n))).toEqual([-9n * TON, 4n * TON, 5n * TON]);
  expect(await checkLedger(app)).toEqual([]);
});

test('a movement, when it is booked again with the same remark, then it is booked once', async () => {
  const before = await held('ton_wallet');
  const first = await fund('heleket', 'ton_wallet', { remark: 'payout 1' });
  const second = await fund('heleket', 'ton_wallet', { remark: 'payout 1' });

  expect([first.replayed, second.replayed, second.journalId]).toEqual([false, true, first.journalId]);
  expect((await held('ton_wallet')) - before).toBe(5n * TON);
});

test.each([
  ['by support', () => ({ staffId: support }), 'FORBIDDEN'],
  ['by an admin', () => ({ staffId: admin }), 'FORBIDDEN'],
  ['of nothing', () => ({ amount: 0n }), 'AMOUNT_INVALID'],
  ['of less than nothing', () => ({ amount: -1n }), 'AMOUNT_INVALID'],
  ['without a remark', () => ({ remark: ' ' }), 'TEXT_INVALID'],
  ['to where it is', () => ({ to: 'capital' }), 'INPUT_INVALID'],
])('a movement, when it is booked %s, then nothing is posted', async (_what, more, code) => {
  const before = await held('capital');
  await expect(fund('capital', 'istar', more())).rejects.toMatchObject({ code });
  expect(await held('capital')).toBe(before);
});

test('a movement between coins, when the two places have none in common, then it is refused', async () => {
  const tether = { ...app, config: { ...app.config, ISTAR_WALLET: 'USDT' as const } };
  const funding = { amount: 1n, remark: 'x', staffId: finance };
  await expect(bookFunding(tether, { ...funding, from: 'ton_wallet', to: 'istar' })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});

test('treasury fund, when an operator calls it for finance, then it is booked once and stands in the audit log', async () => {
  const before = await held('supplier_float');
  const row = await app.db.one<{ email: string }>('SELECT email FROM staff WHERE id = $1', [finance]);
  const args = ['--place', 'istar', '--from', 'capital', '--amount', '1.5', '--remark', 'tx-cli'];
  const call = () => fundCommand(app as unknown as App, [...args, '--staff', row?.email ?? '']);

  expect([await call(), await call()]).toEqual([0, 0]);
  expect(await fundCommand(app as unknown as App, args)).toBe(2);

  expect((await held('supplier_float')) - before).toBe(1_500_000_000n);
  const audited = await app.testDb.owner.query(`SELECT 1 FROM audit_log WHERE action = 'treasury.fund'`);
  expect(audited.rows).toHaveLength(1);
});

test('treasury fund, when its audit row cannot be written, then nothing is booked, and the next call does both', async () => {
  const before = await held('supplier_float');
  const row = await app.db.one<{ email: string }>('SELECT email FROM staff WHERE id = $1', [finance]);
  const args = ['--place', 'istar', '--from', 'capital', '--amount', '2', '--remark', 'tx-audit'];
  const call = () => fundCommand(app as unknown as App, [...args, '--staff', row?.email ?? '']);
  const { owner } = app.testDb;
  const rows = async () =>
    (await owner.query(`SELECT 1 FROM audit_log WHERE after ->> 'remark' = 'tx-audit'`)).rows.length;
  await owner.query(
    `ALTER TABLE audit_log ADD CONSTRAINT no_fund CHECK (action <> 'treasury.fund') NOT VALID`,
  );

  await expect(call()).rejects.toThrow('no_fund');
  expect([(await held('supplier_float')) - before, await rows()]).toEqual([0n, 0]);

  await owner.query('ALTER TABLE audit_log DROP CONSTRAINT no_fund');
  expect(await call()).toBe(0);
  expect([(await held('supplier_float')) - before, await rows()]).toEqual([2n * TON, 1]);
});

test('the wallet, when a reader of it is there, then its balance is kept; without one nothing is decided', async () => {
  await readTreasury(app);
  expect(await app.db.one('SELECT looked_at FROM supply_state')).toEqual({ looked_at: null });

  await readTreasury({ ...app, readWallet: () => Promise.resolve({ balance: 12n * TON }) });

  expect(await app.db.one(`SELECT amount FROM float_readings WHERE place = 'ton_wallet'`)).toEqual({
    amount: 12n * TON,
  });
  expect(await app.db.one('SELECT why, held FROM supply_state')).toEqual({ why: 'covered', held: 12n * TON });
});
