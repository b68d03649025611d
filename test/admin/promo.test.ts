import { expect, test } from 'vitest';
import { hireWithPassword } from '../kit/hire.ts';
import { act, openOffice } from '../kit/office.ts';

const office = await openOffice();
const [admin, support] = [await office.logIn('admin'), await office.logIn('support')];
const second = await office.logIn(
  await hireWithPassword(office.context, 'admin', { name: 'The second', language: 'ru' }),
);
const terms = (code: string, value: string): Record<string, unknown> => ({
  code,
  kind: 'percent',
  value,
  budget: '500',
  promoNote: 'autumn',
});
const standing = async (code: string): Promise<string | undefined> =>
  (
    await office.context.testDb.owner.one<{ standing: string }>(
      'SELECT standing FROM promo_figures WHERE code = $1',
      [code],
    )
  )?.standing;

test('a code, when an admin makes, pauses, resumes and ends it, then it stands so and each step is audited', async () => {
  const { id } = await act(admin, 'promo_codes/actions/createPromo', {
    ...terms('autumn', '12'),
    packages: '100, 250',
    maxPerUser: '2',
  });
  expect(await standing('AUTUMN')).toBe('active');
  const shown: string[] = [];
  for (const step of ['pausePromo', 'resumePromo', 'endPromo']) {
    await act(admin, `promo_codes/records/${String(id)}/${step}`, {});
    shown.push((await standing('AUTUMN')) ?? '');
  }

  expect(shown).toEqual(['paused', 'active', 'ended']);
  expect((await act(admin, `promo_codes/records/${String(id)}/resumePromo`, {}))['code']).toBe('PROMO_STATE');
  const { rows } = await office.context.testDb.owner.query<{ action: string }>(
    `SELECT action FROM audit_log WHERE subject_type = 'promo_codes' AND subject_id = $1 ORDER BY id`,
    [id],
  );
  expect(rows.map(({ action }) => action.split('.').at(-1))).toEqual([
    'createPromo',
    'pausePromo',
    'resumePromo',
    'endPromo',
  ]);
});

test('a code above the limit, when its author approves it, then it waits on, and another admin lets it start', async () => {
  const made = await act(admin, 'promo_codes/actions/createPromo', terms('BIG-50', '50'));
  expect(made.notice?.message).toMatch(/waits for another administrator/);
  const approve = `promo_codes/records/${String(made['id'])}/approvePromo`;

  await act(admin, approve, {});
  expect(await standing('BIG-50')).toBe('waiting');
  await act(second, approve, {});

  expect(await standing('BIG-50')).toBe('active');
});

test.each([
  ['a code with a space', { code: 'A B' }],
  ['no budget', { budget: '0' }],
  ['more than nine tenths', { value: '91' }],
  ['a package that is no number', { packages: '100, many' }],
  ['an end before its beginning', { validUntil: '2020-01-01T00:00:00Z' }],
])('the form of a code, when it has %s, then it names the field and nothing is made', async (_, change) => {
  const answer = await act(admin, 'promo_codes/actions/createPromo', { ...terms('WRONG', '5'), ...change });

  expect(answer['code']).toBe('INPUT_INVALID');
  expect(await standing('WRONG')).toBeUndefined();
});

test('the list of codes, when support opens it, then it shows them, and support makes none', async () => {
  const list = await support.json<{ records: unknown[] }>('/admin/api/resources/promo_codes/actions/list');
  expect(list.records.length).toBeGreaterThan(0);
  const response = await support.post(
    '/admin/api/resources/promo_codes/actions/createPromo',
    terms('MINE', '5'),
  );
  expect(response.status).toBe(404);
  expect(await standing('MINE')).toBeUndefined();
});
