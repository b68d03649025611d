import { expect, test } from 'vitest';
import { createPlayer } from '../kit/player.ts';
import { startProduct } from '../kit/product.ts';

const product = await startProduct({ HEALTH_CHECK_INTERVAL: '1' });
const player = createPlayer(product.sandboxUrl);
const health = async (): Promise<{ code: number; status: string; signs: { name: string }[] }> => {
  const response = await fetch(`${product.publicUrl}/health`);
  const body = (await response.json()) as { status: string; signs: { name: string }[] };
  return { code: response.status, status: body.status, signs: body.signs };
};
const well = { code: 200, status: 'ok', signs: [] };

test('health, when the product started, then all is well, and schedules, bot and worker have given signs of life', async () => {
  await expect.poll(health, { timeout: 30_000 }).toEqual(well);
  const { rows } = await product.testDb.owner.query<{ roles: string[] }>('SELECT roles FROM processes');
  expect(rows).toEqual([{ roles: ['web', 'bot', 'worker'] }]);
  expect((await fetch(`${product.publicUrl}/health/live`)).status).toBe(200);
});

test('health, when the process was killed and the next one runs, then all is well again and people are answered', async () => {
  await product.kill();
  await product.start();
  await expect.poll(health, { timeout: 30_000 }).toEqual(well);
  const person = await player.addUser({ first_name: 'Next', language_code: 'en' });
  await person.send('/start');
  await person.waitFor('Starboard');
});

test('health, when only a web process runs and gets a second minute, then it misses the others', async () => {
  await product.stop();
  await product.testDb.owner.query(`UPDATE processes SET beat_at = now() - interval '2 minutes'`);
  await product.start({ ROLES: 'web' });
  expect((await health()).signs.map(({ name }) => name)).not.toContain('role.worker');
  await expect
    .poll(async () => (await health()).signs.map(({ name }) => name), { timeout: 80_000, interval: 2000 })
    .toEqual(expect.arrayContaining(['role.bot', 'role.worker']));
  expect((await health()).code).toBe(503);
}, 120_000);
