import { expect, test } from 'vitest';
import { createPlayer } from '../kit/player.ts';
import { startProduct } from '../kit/product.ts';

const SECRET = 'secret-of-the-telegram-webhook';
const product = await startProduct({ BOT_MODE: 'webhook', WEBHOOK_SECRET: SECRET });
const player = createPlayer(product.sandboxUrl);
const PATIENCE = { timeout: 15_000 };

function update(id: number, text: string): Promise<Response> {
  const from = { id: player.bob.id, is_bot: false, first_name: 'Bob', language_code: 'en' };
  const message = { message_id: 1, date: 1, from, chat: { id: from.id, type: 'private' }, text };
  return fetch(`${product.publicUrl}/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: id, message }),
  });
}

test('a stop, when an update comes in by webhook, then it is answered, no other is taken, and the process exits with 0', async () => {
  await player.bob.send('/start');
  await player.bob.waitFor('Starboard');
  await player.telegramFault({ kind: 'slow', target: 'sendMessage', ms: 3000 });
  const underWay = update(900_000_001, '/balance');
  // A fault that is used up was met by the call: the update is being handled.
  await expect
    .poll(async () => (await fetch(`${product.sandboxUrl}/play/telegram/faults`)).json(), PATIENCE)
    .toEqual([]);

  const stopped = product.stop();
  await expect.poll(() => product.log().some(({ msg }) => msg === 'stopping'), PATIENCE).toBe(true);

  await expect.poll(() => update(900_000_002, '/balance').catch(() => 'refused'), PATIENCE).toBe('refused');
  expect((await underWay).status).toBe(200);
  expect(await stopped).toBe(0);
  const handled = product
    .log()
    .filter(({ msg, updateId }) => msg === 'update' && [900_000_001, 900_000_002].includes(Number(updateId)));
  expect(handled.map(({ updateId, result }) => [updateId, result])).toEqual([[900_000_001, 'ok']]);
  expect(product.log().at(-1)).toMatchObject({ msg: 'stopped', clean: true });
});

test('a start and a stop, when Redis is away, then the shop opens, health names it, and the process exits with 0', async () => {
  await product.start({ REDIS_URL: 'redis://127.0.0.1:1', SHUTDOWN_TIMEOUT: '10' });
  for (const [path, status] of [
    ['/health', 503],
    ['/health/db', 200],
    ['/health/redis', 503],
  ] as const)
    expect([path, (await fetch(product.publicUrl + path)).status]).toEqual([path, status]);
  const code = await product.stop();
  expect(product.log().filter(({ msg }) => msg === 'a part did not close in time')).toEqual([]);
  expect(code).toBe(0);
});
