import { expect, test, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { approveProposal, rejectProposal, takeBackProposal } from '../../src/approvals/index.ts';
import { fundCommand } from '../../src/cli/treasury.ts';
import { checkLedger } from '../../src/ledger/index.ts';
import { bookFunding, type Booked, type Funding } from '../../src/treasury/index.ts';
import { hire } from '../kit/hire.ts';
import { TON } from '../kit/money.ts';
import { anyCodeOf } from '../kit/refusals.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
const { owner } = context.testDb;
const [colleague, admin] = [await hire(context, 'finance'), await hire(context, 'admin')];
let n = 0;
const fund = (staffId: bigint, coins: number, more: Partial<Funding> = {}): Promise<Booked> =>
  bookFunding(context, {
    from: 'capital',
    to: 'ton_wallet',
    amount: BigInt(coins) * TON,
    remark: `transaction ${++n}`,
    staffId,
    ...more,
  });
const held = async (): Promise<bigint> =>
  (
    await context.db.one<{ held: bigint }>(
      `SELECT coalesce(sum(-balance), 0)::bigint AS held FROM ledger.house_balances WHERE kind = 'ton_wallet' AND asset = 'TON'`,
    )
  )?.held ?? 0n;
const approve = (booked: Booked, staffId: bigint | null) =>
  anyCodeOf(approveProposal(context, { proposalId: booked.waits?.id ?? '', staffId }));

test('a large movement, when one of finance books it, then nothing is posted before another person approves, and then once', async () => {
  const [before, finance] = [await held(), await hire(context, 'finance')];
  const proposal = await fund(finance, 101);
  expect(proposal).toMatchObject({
    journalId: null,
    replayed: false,
    waits: { kind: 'booking', status: 'waiting' },
  });
  expect(await held()).toBe(before);

  expect(await approve(proposal, finance)).toBe('PROPOSAL_OWN');
  for (const role of ['support', 'auditor'] as const)
    expect(await approve(proposal, await hire(context, role))).toBe('FORBIDDEN');
  expect(await approve(proposal, colleague)).toBe('accepted');
  expect(await approve(proposal, colleague)).toBe('accepted');

  expect((await held()) - before).toBe(101n * TON);
  const stored = await context.db.one('SELECT booked_by, approved_by FROM treasury_bookings WHERE key = $1', [
    proposal.waits?.subject,
  ]);
  expect(stored).toEqual({ booked_by: finance, approved_by: colleague });
  expect(await checkLedger(context)).toEqual([]);
});

test('small movements, when one person books many at once, then no more goes alone than the limit of the day', async () => {
  const [before, finance] = [await held(), await hire(context, 'finance')];

  const all = await Promise.all(Array.from({ length: 6 }, () => fund(finance, 30)));

  expect(all.filter(({ waits }) => waits === undefined)).toHaveLength(3);
  expect((await held()) - before).toBe(90n * TON);
  // Somebody else has a limit of their own.
  expect((await fund(await hire(context, 'finance'), 30)).waits).toBeUndefined();
});

test('a movement that waits, when it is rejected or taken back, then nothing is posted, and it may be asked for again', async () => {
  const [before, finance] = [await held(), await hire(context, 'finance')];
  const [one, two] = [await fund(finance, 200), await fund(finance, 300, { remark: 'the same' })];
  expect(await anyCodeOf(fund(finance, 300, { remark: 'the same' }))).toBe('PROPOSAL_WAITS');

  await rejectProposal(context, {
    proposalId: one.waits?.id ?? '',
    staffId: admin,
    remark: 'no such transfer',
  });
  await takeBackProposal(context, { proposalId: two.waits?.id ?? '', staffId: finance });

  expect(await held()).toBe(before);
  expect((await fund(finance, 300, { remark: 'the same' })).waits?.status).toBe('waiting');
});

test('a movement, when it is more than the role may book at all, then it is refused', async () => {
  const finance = await hire(context, 'finance');
  const upTo = (most: bigint | null) =>
    owner.query(`UPDATE refund_limits SET request_up_to = $1 WHERE kind = 'booking' AND role = 'finance'`, [
      most,
    ]);
  await upTo(500n * TON);
  expect(await anyCodeOf(fund(finance, 501))).toBe('REFUND_NOT_ALLOWED');
  await upTo(null);
});

test('a movement of another coin than the shop’s, when it is small, then it waits all the same', async () => {
  const tether = { ...context, config: { ...context.config, ISTAR_WALLET: 'USDT' as const } };
  await owner.query(`SELECT ledger.add_asset('USDT', 6)`);
  const funding = {
    from: 'capital',
    to: 'istar',
    amount: 1n,
    remark: 'one unit',
    staffId: colleague,
  } as const;

  expect((await bookFunding(tether, funding)).waits?.status).toBe('waiting');
});

test('a booking, when the application writes it by SQL without a second person, then the database refuses', async () => {
  const finance = await hire(context, 'finance');
  const write = (by: bigint | null, coins = 101n, approvedBy: bigint | null = null) =>
    context.db.query(
      `INSERT INTO treasury_bookings (key, kind, from_place, to_place, asset, amount, remark, booked_by, approved_by)
       VALUES ($1, 'funding', 'capital', 'ton_wallet', 'TON', $2, 'by hand', $3, $4)`,
      [`funding:${++n}`, coins * TON, by, approvedBy],
    );

  await expect(write(finance)).rejects.toMatchObject({ code: 'SP002' });
  await expect(write(finance, 1n, colleague)).rejects.toMatchObject({ code: 'SP002' });
  await expect(write(admin)).rejects.toMatchObject({ code: 'SP004' });
  await expect(write(null)).rejects.toMatchObject({ code: '23514' });
  await expect(context.db.query(`UPDATE treasury_bookings SET amount = 1`)).rejects.toThrow();
});

test('treasury fund, when it is above the limit, then it waits with a row in the audit log, and the operator may approve it', async () => {
  const [before, finance] = [await held(), await hire(context, 'finance')];
  const row = await owner.one<{ email: string }>('SELECT email FROM staff WHERE id = $1', [finance]);
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const args = ['--place', 'ton_wallet', '--from', 'capital', '--amount', '150', '--remark', 'large one'];

  expect(await fundCommand(context as unknown as App, [...args, '--staff', row?.email ?? ''])).toBe(0);
  const id = /approve (\S+)/.exec(lines.join('\n'))?.[1] ?? '';
  expect(await held()).toBe(before);
  const audited = await owner.query(
    `SELECT after ->> 'status' AS status FROM audit_log WHERE action = 'treasury.fund' AND subject_id = $1`,
    [id],
  );
  expect(audited.rows).toEqual([{ status: 'waiting' }]);

  await approveProposal({ ...context, db: owner }, { proposalId: id, staffId: null });
  expect((await held()) - before).toBe(150n * TON);
  expect(await checkLedger(context)).toEqual([]);
});
