import { expect, test } from 'vitest';
import { approveProposal, rejectProposal, takeBackProposal } from '../../src/approvals/index.ts';
import {
  disableStaff,
  findStaff,
  readLink,
  requestEnable,
  requestPasswordReset,
  requestRole,
  requestStaff,
  requestTotpReset,
  ROLES,
  ROLES_WITH_TOTP,
  setPasswordByLink,
  staffNews,
  markStaffNewsRead,
  takeLink,
  verifyPassword,
} from '../../src/staff/index.ts';
import { hire } from '../kit/hire.ts';
import { createTestContext } from '../kit/testContext.ts';
import { anyCodeOf } from '../kit/refusals.ts';

const context = await createTestContext();
const { owner } = context.testDb;
const [admin, second] = [await hire(context, 'admin'), await hire(context, 'admin')];
const PASSWORD = 'a river behind the wood';
const asked = { by: admin, reason: 'needed for the shop' };
let people = 0;
const fresh = () => ({ email: `person${++people}@accounts.test`, name: `Person ${people}` });
const logsIn = (email: string, password: string): Promise<unknown> =>
  anyCodeOf(verifyPassword(context, { email, password, ip: '203.0.113.9' }));

/** A person of support with a password. */
async function supporter(): Promise<{ id: bigint; email: string }> {
  const { staffId } = await requestStaff(context, { ...asked, ...fresh(), role: 'support' });
  const id = staffId ?? 0n;
  const { token } = await takeLink(context, { staffId: id, by: admin });
  const { email } = await setPasswordByLink(context, { token, password: PASSWORD });
  return { id, email };
}

test.each(ROLES)(
  'an account for %s, when one admin asks for it, then it waits exactly if it moves money',
  async (role) => {
    const person = fresh();
    const proposal = await requestStaff(context, { ...asked, ...person, role });
    const waits = ROLES_WITH_TOTP.includes(role);
    expect(proposal.status).toBe(waits ? 'waiting' : 'done');
    const { rows } = await context.db.query('SELECT 1 FROM staff WHERE email = $1', [person.email]);
    expect(rows.length).toBe(waits ? 0 : 1);
    if (!waits) return;
    expect(await anyCodeOf(approveProposal(context, { proposalId: proposal.id, staffId: admin }))).toBe(
      'PROPOSAL_OWN',
    );
    const { staffId } = await approveProposal(context, { proposalId: proposal.id, staffId: second });
    expect(await findStaff(context.db, staffId ?? 0n)).toMatchObject({ ...person, role, disabledAt: null });
  },
);

test('a first password, when it is set by the link, then it opens, and the link works once', async () => {
  const { staffId } = await requestStaff(context, { ...asked, ...fresh(), role: 'support' });
  const id = staffId ?? 0n;
  const { email } = (await findStaff(context.db, id)) ?? { email: '' };
  expect(await logsIn(email, '')).toBe('LOGIN_FAILED');
  expect(await anyCodeOf(takeLink(context, { staffId: id, by: second }))).toBe('LINK_INVALID');
  const { token } = await takeLink(context, { staffId: id, by: admin });
  expect(await readLink(context, token)).toMatchObject({ purpose: 'password', staff: { email } });
  expect(await anyCodeOf(setPasswordByLink(context, { token, password: 'password1234' }))).toBe(
    'PASSWORD_WEAK',
  );
  const twice = await Promise.all(
    [PASSWORD, `${PASSWORD}!`].map(async (password) =>
      String(await anyCodeOf(setPasswordByLink(context, { token, password }))),
    ),
  );
  expect(twice.toSorted()).toEqual(['LINK_INVALID', 'accepted']);
  expect(await anyCodeOf(readLink(context, token))).toBe('LINK_INVALID');
  expect(await anyCodeOf(takeLink(context, { staffId: id, by: admin }))).toBe('LINK_INVALID');
  const stored = await owner.one<{ text: string }>(
    `SELECT string_agg(l::text, ' ') AS text FROM staff_links l`,
  );
  expect(stored?.text).not.toContain(token);
});

test('a link, when another one is taken, the time is over or the account is disabled, then it works no more', async () => {
  const { staffId } = await requestStaff(context, { ...asked, ...fresh(), role: 'support' });
  const id = staffId ?? 0n;
  const first = await takeLink(context, { staffId: id, by: admin });
  const newer = await takeLink(context, { staffId: id, by: admin });
  expect(await anyCodeOf(readLink(context, first.token))).toBe('LINK_INVALID');
  context.clock.advance(25 * 3_600_000);
  expect(await anyCodeOf(setPasswordByLink(context, { token: newer.token, password: PASSWORD }))).toBe(
    'LINK_INVALID',
  );
  const third = await takeLink(context, { staffId: id, by: admin });
  await disableStaff(context, { staffId: id, by: admin });
  expect(await anyCodeOf(setPasswordByLink(context, { token: third.token, password: PASSWORD }))).toBe(
    'LINK_INVALID',
  );
  await requestEnable(context, { ...asked, staffId: id });
  expect(await anyCodeOf(setPasswordByLink(context, { token: third.token, password: PASSWORD }))).toBe(
    'LINK_INVALID',
  );
  expect(await anyCodeOf(takeLink(context, { staffId: id, by: admin }))).toBe('LINK_INVALID');
});

test.each(['finance', 'admin'] as const)(
  'resets, roles and re-enabling of %s, when one admin asks, then nothing changes until another one approves',
  async (role) => {
    const id = await hire(context, role);
    await owner.query(
      `UPDATE staff SET password_hash = 'kept', totp_secret = 'kept', totp_confirmed_at = now() WHERE id = $1`,
      [id],
    );
    const stands = () =>
      owner.one(
        `SELECT role, password_hash, totp_secret, disabled_at IS NULL AS open FROM staff WHERE id = $1`,
        [id],
      );
    const before = await stands();
    const proposals = [
      await requestPasswordReset(context, { ...asked, staffId: id }),
      await requestTotpReset(context, { ...asked, staffId: id }),
      await requestRole(context, { ...asked, staffId: id, role: 'support' }),
    ];
    expect(proposals.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await stands()).toEqual(before);
    expect(await anyCodeOf(takeLink(context, { staffId: id, by: admin }))).toBe('LINK_INVALID');
    expect(await anyCodeOf(requestPasswordReset(context, { ...asked, staffId: id }))).toBe('PROPOSAL_WAITS');
    const [password, totp, raise] = proposals;
    for (const staffId of [id, await hire(context, 'finance'), await hire(context, 'support'), 999_999n])
      expect(await anyCodeOf(approveProposal(context, { proposalId: password?.id ?? '', staffId }))).toBe(
        'FORBIDDEN',
      );
    await approveProposal(context, { proposalId: password?.id ?? '', staffId: second });
    expect(await stands()).toMatchObject({ password_hash: '', totp_secret: 'kept', role });
    await rejectProposal(context, { proposalId: totp?.id ?? '', staffId: second, remark: 'no' });
    await takeBackProposal(context, { proposalId: raise?.id ?? '', staffId: admin });
    expect(await stands()).toMatchObject({ totp_secret: 'kept', role });
    expect(await anyCodeOf(approveProposal(context, { proposalId: totp?.id ?? '', staffId: second }))).toBe(
      'PROPOSAL_STATE',
    );

    await disableStaff(context, { staffId: id, by: admin });
    const again = await requestEnable(context, { ...asked, staffId: id });
    expect([again.status, (await stands())?.['open' as never]]).toEqual(['waiting', false]);
    await approveProposal(context, { proposalId: again.id, staffId: second });
    expect(await stands()).toMatchObject({ open: true });
  },
);

test('a change of role, when the account got another role meanwhile, then the approval of the old proposal changes nothing', async () => {
  const { id } = await supporter();
  const stale = await requestRole(context, { ...asked, staffId: id, role: 'admin' });
  await requestRole(context, { by: second, reason: 'audits now', staffId: id, role: 'auditor' }).catch(
    () => {},
  );
  await owner.query(`UPDATE staff SET role = 'auditor' WHERE id = $1`, [id]);
  expect(await anyCodeOf(approveProposal(context, { proposalId: stale.id, staffId: second }))).toBe(
    'PROPOSAL_STATE',
  );
  expect(await findStaff(context.db, id)).toMatchObject({ role: 'auditor' });
});

test('a reset of a role that moves no money, when one admin asks, then it is done and sessions end', async () => {
  const { id, email } = await supporter();
  expect(await logsIn(email, PASSWORD)).toBe('accepted');
  await owner.query(
    `INSERT INTO staff_sessions (sid, sess, expire) VALUES ($1, $2, now() + interval '1 hour')`,
    [`s${id}`, JSON.stringify({ passport: { user: id.toString() } })],
  );
  expect(await requestPasswordReset(context, { ...asked, staffId: id })).toMatchObject({ status: 'done' });
  expect(await logsIn(email, PASSWORD)).toBe('LOGIN_FAILED');
  expect((await owner.query('SELECT 1 FROM staff_sessions WHERE sid = $1', [`s${id}`])).rows).toEqual([]);
});

test('accounts, when the application writes them without a decided proposal, then the database refuses', async () => {
  const id = await hire(context, 'support');
  const by = (sql: string, values: unknown[] = [id]) =>
    expect(context.db.query(sql, values)).rejects.toMatchObject({ code: 'SP002' });
  await by(`UPDATE staff SET role = 'admin' WHERE id = $1`);
  await by(`INSERT INTO staff (email, name, role, password_hash) VALUES ($1, 'x', 'admin', 'x')`, [
    'x@x.test',
  ]);
  await disableStaff(context, { staffId: id, by: admin });
  await by('UPDATE staff SET disabled_at = NULL WHERE id = $1');
  const operator = `INSERT INTO proposals (id, kind, subject, wanted, reason) VALUES (gen_random_uuid(), 'staff_create', 'y',
    '{"email": "y@y.test", "name": "y", "role": "admin", "language": "en"}', 'why')`;
  await expect(context.db.query(operator)).rejects.toMatchObject({ code: 'SP004' });
  const waits = await requestStaff(context, { ...asked, ...fresh(), role: 'admin' });
  const sql = `UPDATE proposals SET status = 'done', decided_by = $2 WHERE id = $1`;
  await by(sql, [waits.id, null]);
  await expect(context.db.query(sql, [waits.id, await hire(context, 'finance')])).rejects.toMatchObject({
    code: 'SP004',
  });
  await expect(
    context.db.query(`UPDATE proposals SET wanted = '{"role": "admin"}' WHERE id = $1`, [waits.id]),
  ).rejects.toMatchObject({ code: 'SP003' });
});

test('news of accounts that move money, when something happened, then every other admin has them until they are read', async () => {
  const third = await hire(context, 'admin');
  expect(await staffNews(context.db, third)).toEqual([]);
  const proposal = await requestStaff(context, {
    ...asked,
    email: 'told@accounts.test',
    name: 'Told',
    role: 'finance',
  });
  expect(await staffNews(context.db, third)).toEqual([]);
  await approveProposal(context, { proposalId: proposal.id, staffId: second });
  expect(await staffNews(context.db, third)).toMatchObject([
    { kind: 'staff_create', name: 'Told', role: 'finance' },
  ]);
  const ofOther = async (id: bigint) =>
    (await staffNews(context.db, id)).filter(({ name }) => name === 'Told');
  expect([await ofOther(admin), await ofOther(second)]).toEqual([[], []]);
  await markStaffNewsRead(context.db, third);
  expect(await staffNews(context.db, third)).toEqual([]);
});
