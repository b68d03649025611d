import { expect, test } from 'vitest';
import { approveProposal, rejectProposal, takeBackProposal } from '../../src/approvals/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import type { Proposal } from '../../src/proposals/index.ts';
import { resolveBreak } from '../../src/reconciliation/index.ts';
import { requestAdjustment } from '../../src/refunds/index.ts';
import { hire } from '../kit/hire.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { TON } from '../kit/money.ts';
import { anyCodeOf } from '../kit/refusals.ts';

const context = await createTestContext();
const { owner } = context.testDb;
const [finance, colleague, admin] = [
  await hire(context, 'finance'),
  await hire(context, 'finance'),
  await hire(context, 'admin'),
];
/** Money of an invoice that we do not know. Gives the break's id. */
async function unowned(ton: number): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO breaks (id, class, subject, source, asset, amount, detail) VALUES ($1, 'missing_with_us', $2, 'sweep', 'TON', NULL, $3)`,
    [id, newId(), JSON.stringify({ theirAmount: String(ton) })],
  );
  return id;
}
const link = (
  breakId: string,
  userId: bigint,
  amount: bigint,
  staffId = finance,
): Promise<Proposal | undefined> =>
  resolveBreak(context, { breakId, staffId, resolution: 'link', note: 'the owner wrote', amount, userId });
const wallet = async (userId: bigint): Promise<bigint> =>
  (await userBalances(context.db, userId, 'TON')).wallet;
const allowAlone = (above: bigint, upTo: bigint | null = null): Promise<unknown> =>
  owner.query(
    `UPDATE refund_limits SET approval_above = $1, request_up_to = $2 WHERE kind = 'adjustment' AND role = 'finance'`,
    [above, upTo],
  );
const adjust = (userId: bigint, amount: bigint) =>
  requestAdjustment(context, {
    userId,
    direction: 'credit',
    asset: 'TON',
    amount,
    reason: 'goodwill',
    note: 'for patience',
    staffId: finance,
    requestKey: newId(),
  });

test('unowned money, when one of finance links it to a user, then nothing moves before another person approves', async () => {
  const user = await newUser(context);
  const breakId = await unowned(900);
  const proposal = await link(breakId, user.id, 900n * TON);
  expect(proposal).toMatchObject({ kind: 'break', status: 'waiting', requestedBy: finance });
  expect(await wallet(user.id)).toBe(0n);
  const approve = (staffId: bigint) =>
    anyCodeOf(approveProposal(context, { proposalId: proposal?.id ?? '', staffId }));
  expect(await approve(finance)).toBe('PROPOSAL_OWN');
  expect(await approve(await hire(context, 'support'))).toBe('FORBIDDEN');
  expect(await approve(await hire(context, 'auditor'))).toBe('FORBIDDEN');
  expect(await approve(colleague)).toBe('accepted');
  expect(await approve(colleague)).toBe('accepted');
  expect(await wallet(user.id)).toBe(900n * TON);
  const stored = await owner.one('SELECT resolved_by, approved_by, credited_to FROM breaks WHERE id = $1', [
    breakId,
  ]);
  expect(stored).toEqual({ resolved_by: `staff:${finance}`, approved_by: colleague, credited_to: user.id });
});

test('credits of breaks and adjustments, when one person makes them for one user, then they share one limit of the day', async () => {
  await allowAlone(10n * TON);
  const user = await newUser(context);
  expect(await link(await unowned(6), user.id, 6n * TON)).toBeUndefined();
  expect(await wallet(user.id)).toBe(6n * TON);
  expect((await link(await unowned(5), user.id, 5n * TON))?.status).toBe('waiting');
  expect(await adjust(user.id, 5n * TON)).toMatchObject({ needsApproval: true });
  // What waits counts, so the next small sum waits as well; another user has a limit of their own.
  expect(await adjust(user.id, 1n)).toMatchObject({ needsApproval: true });
  const other = await newUser(context);
  expect(await adjust(other.id, 8n * TON)).toMatchObject({ needsApproval: false });
  expect((await link(await unowned(3), other.id, 3n * TON))?.status).toBe('waiting');
  expect(await link(await unowned(3), other.id, 3n * TON, colleague)).toBeUndefined();
  await allowAlone(0n);
});

test('small credits, when ten are made at once, then no more leaves alone than the limit of the day', async () => {
  await allowAlone(10n * TON);
  const user = await newUser(context);
  const breaks = await Promise.all(Array.from({ length: 10 }, () => unowned(3)));
  const outcomes = await Promise.all(breaks.map((breakId) => link(breakId, user.id, 3n * TON)));
  expect(outcomes.filter((proposal) => proposal === undefined)).toHaveLength(3);
  expect(await wallet(user.id)).toBe(9n * TON);
  await allowAlone(0n);
});

test('a credit, when it is more than the person may ask for at all, then it is refused', async () => {
  await allowAlone(0n, 5n * TON);
  const user = await newUser(context);
  expect(await anyCodeOf(link(await unowned(9), user.id, 9n * TON))).toBe('REFUND_NOT_ALLOWED');
  await allowAlone(0n);
});

test('a credit that waits, when the break ends otherwise, is rejected or taken back, then nothing is given and the trail says so', async () => {
  const user = await newUser(context);
  const proposals = [];
  for (const ton of [1, 2, 3]) proposals.push(await link(await unowned(ton), user.id, BigInt(ton) * TON));
  const [ended, rejected, back] = proposals.map((proposal) => ({
    id: proposal?.id ?? '',
    breakId: proposal?.subject ?? '',
  }));
  await resolveBreak(context, {
    breakId: ended?.breakId ?? '',
    staffId: colleague,
    resolution: 'ignore',
    note: 'a test',
  });
  expect(await anyCodeOf(approveProposal(context, { proposalId: ended?.id ?? '', staffId: admin }))).toBe(
    'PROPOSAL_STATE',
  );
  await rejectProposal(context, { proposalId: rejected?.id ?? '', staffId: admin, remark: 'not theirs' });
  expect(await anyCodeOf(takeBackProposal(context, { proposalId: back?.id ?? '', staffId: colleague }))).toBe(
    'FORBIDDEN',
  );
  await takeBackProposal(context, { proposalId: back?.id ?? '', staffId: finance });
  expect(await wallet(user.id)).toBe(0n);
  const { rows } = await owner.query<{ action: string }>(
    'SELECT action FROM break_events WHERE break_id = $1 ORDER BY id',
    [rejected?.breakId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['asked', 'declined']);
});

test('a credit that waits, when money was booked meanwhile, then approving gives nothing', async () => {
  const user = await newUser(context);
  const proposal = await link(await unowned(4), user.id, 4n * TON);
  await owner.query(`UPDATE breaks SET detail = detail || '{"ourBooked": "4000000000"}' WHERE id = $1`, [
    proposal?.subject,
  ]);
  expect(
    await anyCodeOf(approveProposal(context, { proposalId: proposal?.id ?? '', staffId: admin })),
  ).toMatch(/BREAK_CHANGED|AMOUNT_OUT_OF_RANGE/);
  expect(await wallet(user.id)).toBe(0n);
});

test('a credit, when the application writes it by SQL without a second person, then the database refuses', async () => {
  const user = await newUser(context);
  const breakId = await unowned(900);
  const sql = `UPDATE breaks SET status = 'resolved', resolution = 'link', resolved_by = $2, resolved_at = now(), credited = 900,
    credited_asset = 'TON', credited_to = $3, credited_by = $4 WHERE id = $1`;
  const by = (staffId: bigint) => context.db.query(sql, [breakId, `staff:${staffId}`, user.id, staffId]);
  await expect(by(finance)).rejects.toMatchObject({ code: 'SP002' });
  await expect(by(admin)).rejects.toMatchObject({ code: 'SP004' });
});
