import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { ROLES, type Role } from '../../src/staff/index.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { owner } = office.context.testDb;
const AREAS = ['operation', 'desk', 'money', 'fraud', 'access'] as const;
const SEEN: Readonly<Record<Role, readonly string[]>> = {
  support: ['desk'],
  finance: ['fraud', 'money'],
  admin: [...AREAS].toSorted(),
  auditor: [...AREAS].toSorted(),
};
const ids: Record<string, string> = {};
for (const area of AREAS) {
  const row = await owner.one<{ id: string }>(
    `INSERT INTO alerts (id, kind, subject, area, severity, raised_at, seen_at) VALUES ($1, 'sign', $2, $2, 'critical', now(), now()) RETURNING id`,
    [newId(), area],
  );
  ids[area] = row?.id ?? '';
}
const browsers = Object.fromEntries(
  await Promise.all(ROLES.map(async (role) => [role, await office.logIn(role)] as const)),
) as Record<Role, Browser>;

test.each(ROLES)(
  'alerts, when %s looks at the list, one of them and the bell, then only what concerns the role is there',
  async (role) => {
    const browser = browsers[role];
    const list = await browser.json<AdminAnswer>('/admin/api/resources/alerts/actions/list');
    expect(list.records?.map(({ params }) => params['area']).toSorted()).toEqual(SEEN[role]);
    const bell = await browser.json<{ open: number }>('/admin/api/pages/myAlerts?part=count');
    expect(bell.open).toBe(SEEN[role].length);
    for (const area of AREAS) {
      const show = await browser.json<AdminAnswer>(`/admin/api/resources/alerts/records/${ids[area]}/show`);
      expect(Boolean(show.record?.params['id']), area).toBe(SEEN[role].includes(area));
    }
  },
);

test.each([
  ['support', 'desk', 'money'],
  ['finance', 'money', 'operation'],
] as const)(
  '%s, when they take and silence alerts, then only those that concern them, with a row in the audit log',
  async (role, own, foreign) => {
    const browser = browsers[role];
    const silence = { span: 'hour', remark: 'a planned change' };
    for (const [action, input] of [
      ['acknowledge', {}],
      ['silence', silence],
      ['unsilence', {}],
    ] as const) {
      const refused = await act(browser, `alerts/records/${ids[foreign]}/${action}`, input);
      expect(refused.notice?.type, action).toBe('error');
      const done = await act(browser, `alerts/records/${ids[own]}/${action}`, input);
      expect(done.notice?.type, action).toBe('success');
    }
    expect((await act(browser, `alerts/records/${ids[own]}/acknowledge`)).notice?.type).toBe('error');
    const { rows } = await owner.query<{ action: string; subject: string }>(
      `SELECT action, subject_id AS subject FROM audit_log WHERE staff_id = $1 AND action LIKE 'alerts.%' ORDER BY at, id`,
      [office.staff[role].id],
    );
    expect(rows).toEqual(
      ['acknowledge', 'silence', 'unsilence'].map((action) => ({
        action: `alerts.${action}`,
        subject: ids[own],
      })),
    );
  },
);

test('an auditor, when they ask for a code or take an alert, then it does not exist for them', async () => {
  expect(
    (await browsers.auditor.post(`/admin/api/resources/alerts/records/${ids['desk']}/acknowledge`)).status,
  ).toBe(404);
  const answer = await browsers.auditor.post('/admin/api/pages/myAlerts', { action: 'makeCode' });
  expect(((await answer.json()) as AdminAnswer).notice?.type).toBe('error');
});

test('a code, when it is made in the back office, then it is in the answer, and neither in the audit log nor in the database', async () => {
  const answer = await browsers.admin.post('/admin/api/pages/myAlerts', { action: 'makeGroupCode' });
  const { code } = (await answer.json()) as { code: string };
  expect(code).toMatch(/^[\w-]{20}$/);
  const { rows } = await owner.query<{ text: string }>(
    'SELECT a::text AS text FROM audit_log a UNION ALL SELECT c::text FROM alert_codes c',
  );
  expect(rows.filter(({ text }) => text.includes(code))).toEqual([]);
  expect(rows.length).toBeGreaterThan(1);
});
