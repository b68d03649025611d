import { expect, test } from 'vitest';
import { createPanel } from '../../src/admin/access/panel.ts';
import { currentAdminFor } from '../../src/admin/frame/currentAdmin.ts';
import { FAQ } from '../../src/admin/sections/content/source.ts';
import { accessOf } from '../../src/admin/sections/registry.ts';
import { previewShop } from '../../src/bot/index.ts';
import { newId } from '../../src/lib/index.ts';
import { createDb, dbOptions } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { hireWithPassword } from '../kit/hire.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { owner } = office.context.testDb;
const [admin, support] = [await office.logIn('admin'), await office.logIn('support')];

const replyOf = (title: string): Record<string, unknown> => ({
  title,
  body_ru: 'да',
  body_en: 'yes',
  active: true,
});
const question = {
  position: 7,
  question_ru: 'Что?',
  question_en: 'What?',
  answer_ru: 'Это',
  answer_en: 'That',
  active: true,
};

/** Adds a reply of one's own and gives its number. */
async function addReply(browser: Browser): Promise<string> {
  const title = newId();
  const added = await act(browser, 'canned_replies/actions/new', replyOf(title));
  expect(added.notice?.type).toBe('success');
  return String(added.record?.params['id']);
}

const rowOf = (id: string): Promise<Record<string, unknown> | undefined> =>
  owner.one<Record<string, unknown>>('SELECT * FROM canned_replies WHERE id = $1', [id]);

const auditOf = async (subject: string, id: string): Promise<Record<string, unknown>[]> =>
  (
    await owner.query<Record<string, unknown>>(
      `SELECT action, staff_id, staff_name, staff_role, before, after, ip, correlation_id FROM audit_log
       WHERE subject_type = $1 AND subject_id = $2 ORDER BY at`,
      [subject, id],
    )
  ).rows;

/** Connections of the forms, as PostgreSQL counts them. */
const connections = async (): Promise<number> =>
  (
    await owner.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'starboard-content' AND datname = current_database()`,
    )
  ).rows.length;

test('the forms of texts, when nobody has used them, then they have no connection; when many do, then two at most', async () => {
  expect(await connections()).toBe(0);
  const lists = Array.from({ length: 10 }, () => admin.get('/admin/api/resources/faq/actions/list'));
  for (const { status } of await Promise.all(lists)) expect(status).toBe(200);
  expect([1, 2]).toContain(await connections());
});

test('a reply, when it is added, changed and deleted, then each is one audit row with who did it and what changed', async () => {
  const id = await addReply(support);
  const edited = await act(support, `canned_replies/records/${id}/edit`, {
    ...replyOf(`${id} again`),
    version: 1,
  });
  expect(edited.notice?.type).toBe('success');
  expect((await act(support, `canned_replies/records/${id}/delete`)).notice?.type).toBe('success');
  const rows = await auditOf('canned_replies', id);
  expect(rows.map(({ action }) => action)).toEqual([
    'canned_replies.added',
    'canned_replies.changed',
    'canned_replies.deleted',
  ]);
  for (const row of rows)
    expect(row).toMatchObject({
      staff_id: office.staff.support.id,
      staff_name: 'The support',
      staff_role: 'support',
      correlation_id: expect.any(String) as string,
    });
  expect(rows[1]).toMatchObject({
    before: { body_ru: 'да', active: true },
    after: { title: `${id} again`, active: true },
  });
  expect(await rowOf(id)).toBeUndefined();
});

test('a form, when a colleague saved after it was opened, then it is refused in words and theirs stays', async () => {
  const id = await addReply(support);
  const first = { ...replyOf(`${id} a`), body_en: 'first', version: 1 };
  expect((await act(support, `canned_replies/records/${id}/edit`, first)).notice?.type).toBe('success');
  const stale = await act(admin, `canned_replies/records/${id}/edit`, { ...first, body_en: 'second' });
  expect(stale.notice).toMatchObject({
    type: 'error',
    message: expect.stringMatching(/Somebody else/) as string,
  });
  expect(await rowOf(id)).toMatchObject({ body_en: 'first', version: 2 });
  const blind = await act(admin, `canned_replies/records/${id}/edit`, { body_en: 'third' });
  expect(blind.notice?.type).toBe('error');
  expect(await rowOf(id)).toMatchObject({ body_en: 'first', version: 2 });
});

test('two forms, when they are sent at once with the same version, then one is saved and one is refused', async () => {
  const id = await addReply(admin);
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      act(admin, `canned_replies/records/${id}/edit`, { ...replyOf(`${id} ${n}`), version: 1 }),
    ),
  );
  expect(answers.filter(({ notice }) => notice?.type === 'success').length).toBe(1);
  expect(await rowOf(id)).toMatchObject({ version: 2 });
});

test('a form, when it names another record, owner or column, then only the fields of its own record are written', async () => {
  const [mine, other] = [await addReply(support), await addReply(admin)];
  const before = await rowOf(other);
  const answer = await act(support, `canned_replies/records/${mine}/edit`, {
    ...replyOf(`${mine} x`),
    id: other,
    created_by: office.staff.admin.id.toString(),
    version: 1,
  });
  expect(answer.notice?.type).toBe('success');
  expect(await rowOf(other)).toEqual(before);
  expect(await rowOf(mine)).toMatchObject({ title: `${mine} x`, created_by: office.staff.support.id });
});

test('a reply of a colleague, when support edits or deletes it, then it is refused and offered no button', async () => {
  const id = await addReply(admin);
  const before = await rowOf(id);
  const edit = { ...replyOf(`${id} x`), version: 1 };
  expect((await act(support, `canned_replies/records/${id}/edit`, edit)).notice?.type).toBe('error');
  expect((await act(support, `canned_replies/records/${id}/delete`)).notice?.type).toBe('error');
  expect(await rowOf(id)).toEqual(before);
  const shown = await support.json<{ record: { recordActions: { name: string }[] } }>(
    `/admin/api/resources/canned_replies/records/${id}/show`,
  );
  expect(shown.record.recordActions.map(({ name }) => name)).not.toContain('edit');
  const seenByAdmin = await admin.json<{ record: { recordActions: { name: string }[] } }>(
    `/admin/api/resources/canned_replies/records/${id}/show`,
  );
  expect(seenByAdmin.record.recordActions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['edit', 'delete']),
  );
});

test.each([
  ['title', ' '],
  ['title', 'x'.repeat(101)],
  ['body_ru', ''],
  ['body_en', 'x'.repeat(3001)],
])(
  'a reply, when its %s does not fit, then the field is marked and nothing is written',
  async (field, value) => {
    const title = newId();
    const answer = await act(admin, 'canned_replies/actions/new', { ...replyOf(title), [field]: value });
    expect(answer.notice?.type).toBe('error');
    expect(answer.notice?.message).not.toMatch(/insert|violates|constraint/i);
    expect(Object.keys((answer.record as unknown as { errors: object }).errors)).toEqual([field]);
    expect(await owner.one('SELECT FROM canned_replies WHERE title = $1', [title])).toBeUndefined();
  },
);

test('a title, when it is taken, then the field is marked', async () => {
  const answer = await act(admin, 'canned_replies/actions/new', replyOf('greeting'));
  expect(Object.keys((answer.record as unknown as { errors: object }).errors)).toEqual(['title']);
});

test('a question, when its place is no number or out of bounds, then it is refused; spaces around texts go', async () => {
  for (const position of ['first', -1, 100_001, 2 ** 40])
    expect((await act(admin, 'faq/actions/new', { ...question, position })).notice?.type).toBe('error');
  const added = await act(admin, 'faq/actions/new', { ...question, question_ru: '  Где?\n', active: false });
  const id = String(added.record?.params['id']);
  expect(await owner.one('SELECT question_ru, active FROM faq WHERE id = $1', [id])).toEqual({
    question_ru: 'Где?',
    active: false,
  });
  const { active: _, ...unticked } = question;
  const silent = await act(admin, 'faq/actions/new', { ...unticked, question_ru: 'Не отмечен' });
  expect(silent.record?.params['active']).toBe(false);
});

test('a question with {coin}, which the bot fills in, when it is edited, then it is saved', async () => {
  const row = await owner.one<{ id: bigint; version: number; answer_en: string }>(
    `SELECT id, version, answer_en FROM faq WHERE answer_en LIKE '%{coin}%' ORDER BY id LIMIT 1`,
  );
  const answer = await act(admin, `faq/records/${row?.id}/edit`, {
    answer_en: `${row?.answer_en} More.`,
    version: row?.version,
  });
  expect(answer.notice?.type).toBe('success');
});

test.each(['{usr}', '{ user }', '{имя}', '{user', '{coin}'])(
  'a reply with %s, when it is saved by the form or in SQL, then it is refused and the known places are named',
  async (hole) => {
    const answer = await act(admin, 'canned_replies/actions/new', {
      ...replyOf(newId()),
      body_ru: `Привет, ${hole}!`,
    });
    expect(answer.notice?.message).toContain('{user} {order} {stars} {tx}');
    await expect(
      owner.query(`UPDATE canned_replies SET body_en = $1 WHERE title = 'greeting'`, [`Hello ${hole}!`]),
    ).rejects.toMatchObject({ code: 'CT002' });
  },
);

test('a list, when its page is boundless, its filter has wildcards or fits nothing, then it answers and stays small', async () => {
  const list = (query: string): Promise<AdminAnswer> =>
    admin.json<AdminAnswer>(`/admin/api/resources/canned_replies/actions/list?${query}`);
  await owner.query(
    `INSERT INTO canned_replies (title, body_ru, body_en) SELECT 'many ' || n, 'a', 'b' FROM generate_series(1, 300) n`,
  );
  expect((await list('')).meta?.total).toBeGreaterThan(300);
  for (const perPage of ['0', '-1', '1000000000'])
    expect((await list(`perPage=${perPage}`)).records?.length, perPage).toBeLessThanOrEqual(200);
  expect((await list('filters.title=%25')).meta?.total).toBe(0);
  expect((await list('filters.active=maybe')).records).toEqual([]);
  expect((await list('filters.id=99999999999999999999')).records).toEqual([]);
  expect((await list('filters.title=greet')).records?.map(({ params }) => params['title'])).toEqual([
    'greeting',
  ]);
  expect((await list('filters.id~~from=1')).notice?.type).toBeUndefined();
  expect((await admin.get('/admin/api/resources/canned_replies/actions/list?filters.owner=1')).status).toBe(
    400,
  );
});

test('the role of the forms, when it acts outside its tables, columns or without a name, then PostgreSQL refuses', async () => {
  const db = createDb(
    { ...dbOptions(office.context.config), role: 'starboard_content', min: 0, max: 1 },
    office.context.log,
  );
  atEnd(() => db.close());
  for (const sql of [
    'SELECT FROM users',
    'SELECT FROM audit_log',
    `INSERT INTO audit_log (id) VALUES (gen_random_uuid())`,
    'UPDATE canned_replies SET created_by = 1',
    'INSERT INTO canned_replies (title, body_ru, body_en, created_by) VALUES ($$a$$, $$b$$, $$c$$, 1)',
    'UPDATE switches SET enabled = false',
  ])
    await expect(db.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  await expect(db.query('DELETE FROM faq')).rejects.toMatchObject({ code: 'CT003' });
  await expect(office.context.db.query('DELETE FROM faq')).rejects.toMatchObject({ code: '42501' });
});

test('a temporary table named as the audit log, when the role of the forms makes one, then the true one is written', async () => {
  const id = await addReply(admin);
  const db = createDb(
    { ...dbOptions(office.context.config), role: 'starboard_content', min: 0, max: 1 },
    office.context.log,
  );
  atEnd(() => db.close());
  await db.tx(async (tx) => {
    await tx.query('CREATE TEMPORARY TABLE audit_log AS TABLE public.canned_replies WITH NO DATA');
    await tx.query(`SELECT set_config('app.actor', '{"name":"x","role":"admin"}', true)`);
    await tx.query('DELETE FROM canned_replies WHERE id = $1', [id]);
  });
  expect((await auditOf('canned_replies', id)).at(-1)).toMatchObject({ action: 'canned_replies.deleted' });
});

test('a row, when the owner changes it in SQL, then the operator stands in the audit log', async () => {
  const id = await addReply(admin);
  await owner.query('UPDATE canned_replies SET active = false WHERE id = $1', [id]);
  expect((await auditOf('canned_replies', id)).at(-1)).toMatchObject({
    action: 'canned_replies.changed',
    staff_id: null,
    staff_role: 'operator',
  });
});

test('a reply, when its audit row cannot be written, then it is not written either', async () => {
  await owner.query(
    `ALTER TABLE audit_log ADD CONSTRAINT no_more CHECK (subject_type <> 'faq' OR action <> 'faq.added') NOT VALID`,
  );
  const answer = await act(admin, 'faq/actions/new', { ...question, question_en: 'Unwritten?' });
  await owner.query('ALTER TABLE audit_log DROP CONSTRAINT no_more');
  expect(answer.notice?.type).toBe('error');
  expect(answer.notice?.message).not.toMatch(/no_more|constraint/);
  expect(await owner.one(`SELECT FROM faq WHERE question_en = 'Unwritten?'`)).toBeUndefined();
});

test('a form, when its person was disabled after the door had let them in, then nothing is written', async () => {
  // AdminJS must be loaded by the office, which tells it where its bundle is built.
  const { ContentResource, ContentTable } = await import('../../src/admin/frame/contentResource.ts');
  const panel = createPanel(office.app, {
    previewShop: (state) => previewShop(office.context.config, state),
    webhook: { info: async () => ({ url: '' }) },
  });
  atEnd(() => Promise.all([panel.reads.close(), panel.work.close(), panel.content.close()]));
  const leaver = await hireWithPassword(office.context, 'admin');
  const { id, name, role } = leaver;
  const access = accessOf(panel, leaver, { id, name, role, ip: '127.0.0.1', userAgent: 'test' });
  const faq = new ContentResource(new ContentTable({ ...access, source: FAQ }));
  const context = { currentAdmin: currentAdminFor(access) } as never;
  const questions = async (): Promise<unknown> => (await owner.query('SELECT * FROM faq ORDER BY id')).rows;
  const added = await faq.create({ ...question, position: 41 }, context);
  const before = await questions();

  await owner.query('UPDATE staff SET disabled_at = now() WHERE id = $1', [id]);
  const row = String(added['id']);
  const edited = { ...question, position: 42, version: 1 };
  await expect(faq.create({ ...question, position: 43 }, context)).rejects.toThrow('no right');
  await expect(faq.update(row, edited, context)).rejects.toThrow('no right');
  await expect(faq.delete(row, context)).rejects.toThrow('no right');
  expect(await questions()).toEqual(before);
});
