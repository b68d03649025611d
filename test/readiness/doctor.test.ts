import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, test, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { webhookControl } from '../../src/bot/index.ts';
import { checkConnectionsCommand, doctorCommand } from '../../src/cli/doctor.ts';
import { examine, WORDS, type CheckName, type Finding, type Wording } from '../../src/readiness/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats({ ISTAR_API_KEY: 'istar-key', METRICS_TOKEN: 'm'.repeat(32) });
const { app } = chats;
const said: string[] = [];
vi.spyOn(console, 'log').mockImplementation((text: unknown) => void said.push(String(text)));
beforeEach(async () => {
  said.length = 0;
  await chats.player.clearFaults();
  await app.breakers.telegram.reset();
});

/** What one check finds, with other settings. */
async function find(
  name: CheckName,
  config: Partial<App['config']> = {},
  parts: Partial<App> = {},
): Promise<Finding[]> {
  const changed = { ...app, ...parts, config: { ...app.config, ...config } };
  const found: Finding[] = [];
  for await (const { findings } of examine({ app: changed, webhook: webhookControl(changed) }, [name]))
    found.push(...findings);
  return found;
}
const codes = async (...of: Parameters<typeof find>) => (await find(...of)).map(({ code }) => code);

/** A server on loopback that answers everything with one status. */
async function serving(status: number): Promise<string> {
  const server = createServer((_, response) => void response.writeHead(status).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('doctor, when an installation is not finished, then each line says what is so and what to do, and it fails', async () => {
  expect(await doctorCommand(app)).toBe(1);

  const text = said.join('\n');
  expect(text).toMatch(/^look {2}mode +The sandbox is on/m);
  expect(text).toMatch(/^ok {4}database +PostgreSQL \d+\.\d+ answers$/m);
  expect(text).toMatch(/^FAIL {2}address +http:\S+ does not answer: .*\n +Check DNS, nginx/m);
  expect(text).toMatch(/^FAIL {2}staff +There is no administrator\n +Run staff create/m);
  expect(said.at(-1)).toMatch(/^\d+ to mend: see FAIL above\.$/);
});

test('check-connections, when every service answers, then it says so and succeeds', async () => {
  expect(await checkConnectionsCommand(app)).toBe(0);

  expect(said.map((line) => line.slice(0, 21).trimEnd())).toEqual([
    'ok    database',
    'ok    redis',
    'ok    telegram',
    'ok    telegram',
    'ok    heleket',
    'Nothing is broken.',
  ]);
});

test('the token, when Telegram refuses it, then the check fails and names the variable', async () => {
  await chats.player.telegramFault({
    kind: 'refuse',
    target: 'getWebhookInfo',
    status: 401,
    description: 'Unauthorized',
    times: 1,
  });

  expect(await codes('telegram')).toEqual(['telegram.away']);
});

test('the webhook, when somebody else has it, ours is missing, or ours is set, then the check says which', async () => {
  const hooked = { botMode: 'webhook' } as const;
  expect(await codes('telegram')).toEqual(['telegram.ok', 'webhook.polling']);
  expect(await codes('telegram', hooked)).toEqual(['telegram.ok', 'webhook.missing']);

  await webhookControl(app).set();
  expect(await codes('telegram', hooked)).toEqual(['telegram.ok', 'webhook.ok']);
  expect(await codes('telegram', { ...hooked, publicUrl: 'https://other.example' })).toEqual([
    'telegram.ok',
    'webhook.foreign',
  ]);
  expect(await codes('telegram')).toEqual(['telegram.ok', 'webhook.foreign']);
  await webhookControl(app).delete();
});

test('the network, when the provider does not offer it for the coin, then the check fails', async () => {
  const on = async (network: string) =>
    (await find('heleket', { HELEKET_NETWORK: network })).filter(({ code }) => code === 'heleket.network');

  expect(await on('TON')).toEqual([]);
  expect(await on('TRON')).toEqual([
    { state: 'fail', code: 'heleket.network', data: { coin: 'TON', network: 'TRON' } },
  ]);
});

test('the coin, when the provider does not offer it, then the check fails', async () => {
  expect(await find('heleket', { PAYMENT_ASSET: 'DOGE' })).toEqual([
    { state: 'fail', code: 'heleket.coin', data: { coin: 'DOGE' } },
    ...(await find('heleket')).slice(1),
  ]);
});

test.each([
  [200, 'address.ok'],
  [404, 'address.stranger'],
  [302, 'address.stranger'],
])('an address, when it answers %i, then the check says %s', async (status, code) => {
  const publicUrl = await serving(status);

  expect(await codes('address', { publicUrl })).toEqual([code]);
  expect(await codes('office', { adminOrigin: publicUrl })).toEqual([code]);
});

test('administrators, when there is one and then two, then the second person is missed no more', async () => {
  expect(await codes('staff')).toEqual(['staff.none']);
  await hire(chats, 'admin');
  expect(await codes('staff')).toEqual(['staff.one']);
  await hire(chats, 'admin');
  expect(await find('staff')).toEqual([{ state: 'ok', code: 'staff.ok', data: { count: 2 } }]);
});

test('delivery, when it is off, by hand, without a key, or its supplier is away, then the check says which', async () => {
  expect(await codes('delivery', { DELIVERY: 'off' })).toEqual(['delivery.off']);
  expect(await codes('delivery', { DELIVERY: 'manual' })).toEqual(['delivery.manual']);
  const byIStar = { DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'istar' } as const;
  expect(await codes('delivery', byIStar, { suppliers: {} })).toEqual(['delivery.key']);
  expect(await find('delivery', byIStar)).toMatchObject([
    { state: 'fail', code: 'delivery.away', data: { supplier: 'istar' } },
  ]);
});

test('backups, when none are set up, or none was made, then the check says which', async () => {
  expect(await codes('backups')).toEqual(['backup.none']);
  expect(await codes('backups', { BACKUP_RECIPIENTS: ['age1x'] })).toEqual(['backup.first']);
});

test('a check, when it fails itself, then the others still come', async () => {
  const provider = { ...app.provider, services: () => Promise.reject(new Error('odd')) };

  expect(await find('heleket', {}, { provider })).toEqual([
    { state: 'fail', code: 'heleket.away', data: { reason: 'odd' } },
  ]);
  const db = { ...app.db, one: () => Promise.reject(new Error('odd')) };
  expect(await find('staff', {}, { db })).toEqual([
    { state: 'fail', code: 'check.failed', data: { check: 'staff', reason: 'odd' } },
  ]);
});

test('the words of the checks, when they are read, then both languages have the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
  for (const [code, { says, todo }] of Object.entries<Wording>(WORDS)) {
    expect(places(says[0]), code).toEqual(places(says[1]));
    if (todo) expect(places(todo[0]), code).toEqual(places(todo[1]));
    expect(/[а-я]/i.test(says[0]) || says[0] === '{text}', code).toBe(true);
  }
});
