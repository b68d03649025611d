import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPlayer } from '../kit/player.ts';
import { openSandbox } from '../kit/sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the sandbox, when told that this is production, then refuses to start', async () => {
  await expect(openSandbox({ environment: 'production' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('the sandbox, when its port is taken, then says so with the error of the port', async () => {
  const { sandbox } = await openSandbox();
  const port = Number(new URL(sandbox.url).port);
  await expect(openSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('the sandbox, when started again on its state file, then chats, updates and invoices are there', async () => {
  const stateFile = join(folder, 'state.json');
  const first = await openSandbox({ stateFile });
  await first.player.anna.send('/start');
  await first.done('sendMessage', { chat_id: 1001, text: 'remember me' });
  await first.heleket('payment', { amount: '95', currency: 'TON', network: 'TON', order_id: 'kept-1' });
  await first.player.pay('kept-1', { part: 'less' });
  await first.sandbox.close();
  expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toHaveProperty('telegram');

  const second = await openSandbox({ stateFile });
  const player = createPlayer(second.sandbox.url);
  expect((await player.anna.messages()).map((message) => message.text)).toEqual(['/start', 'remember me']);
  expect(await second.done<unknown[]>('getUpdates')).toHaveLength(1);
  await player.pay('kept-1', { part: 'rest' });
  expect((await second.heleket('payment/info', { order_id: 'kept-1' })).body.result).toMatchObject({
    status: 'paid',
  });
});

test('the sandbox, when its state file is damaged, then puts it aside and starts anew', async () => {
  const stateFile = join(folder, 'damaged.json');
  writeFileSync(stateFile, '{"telegram":');
  const { player } = await openSandbox({ stateFile });
  expect(await player.anna.messages()).toEqual([]);
  expect(readFileSync(`${stateFile}.damaged`, 'utf8')).toBe('{"telegram":');
});

test('the clock, when moved over the play interface, then invoices expire', async () => {
  const { heleket, player } = await openSandbox();
  await heleket('payment', { amount: '95', currency: 'TON', order_id: 'soon-1', lifetime: 300 });
  await player.advance(300);
  expect(await player.invoice('soon-1')).toMatchObject({ status: 'cancel' });
});

test('the play interface, when asked for what is not there, then answers 400 with the reason', async () => {
  const { player } = await openSandbox();
  await expect(player.invoice('nothing')).rejects.toThrow('400 no invoice nothing');
  await expect(player.user(5).send('x')).rejects.toThrow('400 no person 5');
  await player.anna.send('/start');
  await expect(player.anna.press('nowhere')).rejects.toThrow('400 no button nowhere');
});
