import { afterAll, expect, test } from 'vitest';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { createApp } from '../../../src/app.ts';
import { newId } from '../../../src/lib/index.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { logInAs } from '../../kit/demoPeople.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { createPlayer } from '../../kit/player.ts';
import { startProduct } from '../../kit/product.ts';

const product = await startProduct();
const browser = await startBrowser();
const player = createPlayer(product.sandboxUrl);
const { owner } = product.testDb;
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await seedStaff(app);

/** A row as the look writes it. Its cause is not there, so it would end after some minutes. */
async function raise(
  kind: string,
  subject: string,
  more: { severity?: string; area?: string } = {},
): Promise<string> {
  const { severity = 'critical', area = 'operation' } = more;
  const row = await owner.one<{ id: string }>(
    `INSERT INTO alerts (id, kind, subject, area, severity, detail, raised_at, seen_at, told_at)
     VALUES ($1, $2, $3, $4, $5, 'plain words for an operator', now(), now(), now()) RETURNING id`,
    [newId(), kind, subject, area, severity],
  );
  return row?.id ?? '';
}

test.each([
  ['en', 'light'],
  ['ru', 'dark'],
] as const)(
  'an alert in %s and %s colours, when it is raised, then the bell says so by itself, and a person reads, takes and silences it',
  { timeout: 240_000 },
  async (language, colorScheme) => {
    await owner.query('UPDATE alerts SET ended_at = now() WHERE ended_at IS NULL');
    const { page, context, problems } = await openPage(browser, { locale: language });
    await page.emulateMedia({ colorScheme });
    await logInAs(product, page, { login: 'admin', language });
    const bell = page.getByTestId('bell');
    await bell.waitFor();
    const before = Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0);
    await raise('queue', `polling-${language}`);
    await raise('backup.late', '', { severity: 'warning' });
    await expect
      .poll(async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0]))
      .toBe(before + 2);
    await screenshot(page, `alerts-bell-${language}-${colorScheme}`);
    await bell.click();
    await page.getByText(`polling-${language}`).first().waitFor();
    await screenshot(page, `alerts-list-${language}-${colorScheme}`);
    await page.getByText(`polling-${language}`).first().click();
    await page.getByTestId('todo').waitFor();
    await screenshot(page, `alerts-page-${language}-${colorScheme}`);
    for (const action of ['acknowledge', 'silence']) {
      await page.getByTestId(`action-${action}`).click();
      if (action === 'silence') {
        await page.locator('#drawerPortal select[name=span]').selectOption('day');
        await page.locator('#drawerPortal textarea[name=remark]').fill('a planned change');
        await screenshot(page, `alerts-silence-${language}-${colorScheme}`);
      }
      await page.locator('#drawerPortal button[type=submit]').click();
      await page.locator('#drawerPortal button[type=submit]').waitFor({ state: 'detached' });
    }
    await expect
      .poll(async () => {
        const row = await owner.one<{ taken: boolean; silenced: boolean }>(
          `SELECT acknowledged_by IS NOT NULL AS taken, EXISTS (SELECT FROM alert_silences q WHERE q.subject = a.subject) AS silenced
           FROM alerts a WHERE subject = $1`,
          [`polling-${language}`],
        );
        return row;
      })
      .toEqual({ taken: true, silenced: true });
    await page.getByTestId('todo').waitFor();
    await screenshot(page, `alerts-taken-${language}-${colorScheme}`);
    expect(problems).toEqual([]);
    await context.close();
  },
);

test(
  'my alerts, when a person links Telegram with the code of the page, then the page shows the choices and keeps them',
  { timeout: 240_000 },
  async () => {
    const { page, context, problems } = await openPage(browser, { locale: 'en' });
    await logInAs(product, page, { login: 'admin', language: 'en' });
    await page.goto(`${product.adminUrl}/admin/pages/myAlerts`);
    await page.getByTestId('makeCode').click();
    const message = await page.getByTestId('link-code').innerText();
    await screenshot(page, 'alerts-code-en');
    const person = await player.addUser({ first_name: 'Admin', language_code: 'en' });
    await person.send(message);
    await person.waitFor('Alerts that concern you');
    await page.getByText('I have sent it').first().click();
    await page.getByTestId('alert-settings').waitFor();
    await page.locator('input[name=quietFrom]').fill('22:30');
    await page.locator('input[name=quietTo]').fill('07:00');
    await page.locator('input[name=zone]').fill('Europe/Moscow');
    await page.locator('input[name=kind-desk]').uncheck();
    await page.getByTestId('save-alerts').click();
    await expect
      .poll(() =>
        owner.one(
          'SELECT muted, quiet_from AS "from", quiet_to AS "to", zone FROM alert_receivers WHERE unlinked_at IS NULL',
        ),
      )
      .toEqual({ muted: ['desk'], from: 1350, to: 420, zone: 'Europe/Moscow' });
    await screenshot(page, 'alerts-mine-en');
    await page.emulateMedia({ colorScheme: 'dark' });
    await screenshot(page, 'alerts-mine-en-dark');
    await page.getByTestId('unlink').click();
    await page.getByTestId('makeCode').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  },
);
