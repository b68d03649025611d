import { expect, test } from 'vitest';
import { examine } from '../../src/readiness/index.ts';
import { openOffice } from '../kit/office.ts';

const office = await openOffice();

test('the address of the back office, when it is ours, then the check knows it by its log-in', async () => {
  const app = { ...office.app, config: { ...office.app.config, adminOrigin: office.origin } };

  for await (const { findings } of examine({ app, webhook: { info: async () => ({}) } }, ['office']))
    expect(findings).toEqual([{ state: 'ok', code: 'address.ok', data: { url: office.origin } }]);
});

test('the page, when a sign of ill health is there, then it is said in both languages', async () => {
  const admin = await office.logIn('admin');

  const page = await admin.json<{ checks: { check: string; lines: { says: [string, string] }[] }[] }>(
    '/admin/api/pages/readiness',
  );

  const health = page.checks.find(({ check }) => check === 'health')?.lines ?? [];
  expect(health.length).toBeGreaterThan(0);
  for (const { says } of health) {
    expect(says[0]).toMatch(/[а-яё]/i);
    expect(says[1]).not.toMatch(/[а-яё]/i);
  }
});
