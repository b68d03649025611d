import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createPlayer } from '../kit/player.ts';
import { startProduct } from '../kit/product.ts';

/** Roles apart, so that the sandbox and the webhook door live on while the worker dies. */
const product = await startProduct({ ROLES: 'web,bot' });
const player = createPlayer(product.sandboxUrl);

async function count(statement: string): Promise<number> {
  const row = await product.testDb.owner.one<{ n: bigint }>(statement);
  return Number(row?.n ?? 0n);
}

test('a purchase, when every process is killed between webhook and posting, then is posted once after the restart', async () => {
  const user = await player.addUser({ first_name: 'Kill', language_code: 'en' });
  await user.send('/start');
  for (const data of ['buy_stars', 'buy_stars_with_payment', 'buy_100']) {
    await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes(`"${data}"`));
    await user.press(data);
  }
  const invoice = await user.waitFor((message) =>
    JSON.stringify(message.reply_markup ?? {}).includes('/pay/'),
  );
  const address = /https?:[^"]*\/pay\/[\w-]+/.exec(JSON.stringify(invoice.reply_markup))?.[0] ?? '';
  await player.pay(address);
  while ((await count("SELECT count(*) AS n FROM provider_events WHERE status = 'paid'")) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await count('SELECT count(*) AS n FROM ledger.journals')).toBe(0);
  // The provider is played by the same process, and must not forget the payment with it: its memory is written a moment later.
  const memory = product.environment['SANDBOX_STATE_FILE'] ?? '';
  while (!/"status": ?"paid"/.test(await readFile(memory, 'utf8').catch(() => '')))
    await new Promise((resolve) => setTimeout(resolve, 50));
  await product.kill();

  // Two workers at once, and the first of them is killed as soon as it has begun.
  await product.start({ ROLES: 'web,bot,worker' });
  await product.kill();
  await product.start({ ROLES: 'web,bot,worker' });
  while ((await count("SELECT count(*) AS n FROM orders WHERE status = 'paid'")) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));

  expect(await count('SELECT count(*) AS n FROM ledger.journals')).toBe(1);
  expect(await count("SELECT sum(balance)::bigint AS n FROM ledger.balances WHERE kind = 'stars'")).toBe(110);
  expect(await count('SELECT sum(balance)::bigint AS n FROM ledger.balances')).toBe(0);
});
