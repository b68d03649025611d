import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beginCell, external, internal, SendMode, storeMessage, type Cell } from '@ton/core';
import { mnemonicNew, mnemonicToPrivateKey } from '@ton/crypto';
import { WalletContractV5R1 } from '@ton/ton/dist/wallets/v5r1/WalletContractV5R1.js';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTime } from '../../sandbox/shared/index.ts';
import { createTon, type TonTransfer } from '../../sandbox/ton/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { openSandbox } from '../kit/sandbox.ts';

const WORDS = await mnemonicNew(24);
const { publicKey, secretKey } = await mnemonicToPrivateKey(WORDS);
const { secretKey: strangersKey } = await mnemonicToPrivateKey(await mnemonicNew(24));
const contract = WalletContractV5R1.create({ workchain: 0, publicKey });
const OTHER = `0:${'7'.repeat(64)}`;
const stage = await openSandbox({ tonMnemonic: WORDS.join(' ') });
const { sandbox } = stage;

interface Answer {
  status: number;
  body: { ok: boolean; result?: Record<string, unknown>; error?: string };
}

async function call(method: string, params: object, url = sandbox.url): Promise<Answer> {
  const response = await fetch(`${url}/ton/jsonRPC`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: '1', method, params }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function play<T>(route: string, body?: object, url = sandbox.url): Promise<T> {
  const response = await fetch(`${url}/play/ton${route}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await response.json()) as T;
}

interface Given {
  seqno: number;
  validForS?: number;
  key?: Buffer;
  mode?: SendMode;
  value?: bigint;
  memo?: string;
  withoutContract?: boolean;
}

function signed({ seqno, validForS = 60, key = secretKey, value = 1n, memo = '', ...rest }: Given): string {
  const body: Cell = contract.createTransfer({
    seqno,
    secretKey: key,
    timeout: Math.floor(stage.clock.now().getTime() / 1000) + validForS,
    sendMode: rest.mode ?? SendMode.PAY_GAS_SEPARATELY | SendMode.IGNORE_ERRORS,
    messages: [internal({ to: OTHER, value, bounce: false, body: memo })],
  });
  const init = seqno === 0 && rest.withoutContract !== true ? { init: contract.init } : {};
  return beginCell()
    .store(storeMessage(external({ to: contract.address, ...init, body })))
    .endCell()
    .toBoc()
    .toString('base64');
}

const seqnoNow = async (): Promise<number> => (await play<{ seqno: number }>('/wallet')).seqno;

test('the first message, when it comes without the contract, then it is refused; with it the wallet is active', async () => {
  await play('/settings', { confirmMs: 0 });
  expect((await call('sendBoc', { boc: signed({ seqno: 0, withoutContract: true }) })).body).toMatchObject({
    ok: false,
    error: expect.stringContaining('no contract'),
  });
  const address = contract.address.toString();
  expect((await call('getAddressInformation', { address })).body.result).toMatchObject({
    state: 'uninitialized',
    balance: '100000000000000',
  });
  expect((await call('sendBoc', { boc: signed({ seqno: 0 }) })).status).toBe(200);
  expect((await call('getAddressInformation', { address })).body.result).toMatchObject({ state: 'active' });
});

test.each<[string, (seqno: number) => Given, string]>([
  ['is signed by a stranger', (seqno) => ({ seqno, key: strangersKey }), 'exitcode=135'],
  ['has a number that was used', (seqno) => ({ seqno: seqno - 1 }), 'exitcode=133'],
  ['has a number that is not due yet', (seqno) => ({ seqno: seqno + 1 }), 'exitcode=133'],
  ['is too old', (seqno) => ({ seqno, validForS: -1 }), 'exitcode=136'],
  ['would send everything', (seqno) => ({ seqno, mode: 130 }), 'only plain transfers'],
])('a message, when it %s, then it is refused', async (_what, given, error) => {
  const answer = await call('sendBoc', { boc: signed(given(await seqnoNow())) });
  expect(answer).toMatchObject({ status: 500, body: { ok: false, error: expect.stringContaining(error) } });
});

test.each([
  ['getEverything', {}, 404],
  ['sendBoc', { boc: '%%' }, 422],
  ['sendBoc', { boc: Buffer.from('no cell').toString('base64') }, 500],
  ['getAddressInformation', { address: 'EQnowhere' }, 422],
  ['getTransactions', { address: OTHER, lt: '5' }, 422],
  ['getTransactions', { address: OTHER, lt: '5', hash: 'ab' }, 500],
])('a call of %s with %j, when it is wrong, then the status says so', async (method, params, status) => {
  expect(await call(method, params)).toMatchObject({ status, body: { ok: false } });
});

test('a message, when the wallet holds too little, then it takes the number and nothing leaves', async () => {
  const seqno = await seqnoNow();
  const memo = randomUUID();
  await call('sendBoc', { boc: signed({ seqno, value: 10n ** 16n, memo }) });
  expect(await seqnoNow()).toBe(seqno + 1);
  expect((await play<TonTransfer[]>('/transfers')).filter(({ comment }) => comment === memo)).toEqual([]);
});

test('two messages with one number, when they land at the same time in reverse order, then only the later one counts', async () => {
  await play('/settings', { confirmMs: 1000, reversed: true });
  const seqno = await seqnoNow();
  const [first, second] = [randomUUID(), randomUUID()];
  await call('sendBoc', { boc: signed({ seqno, memo: first }) });
  await call('sendBoc', { boc: signed({ seqno, memo: second }) });
  await stage.player.advance(2);
  await play('/settings', { confirmMs: 0, reversed: false });
  const comments = (await play<TonTransfer[]>('/transfers')).map(({ comment }) => comment);
  expect(comments).toContain(second);
  expect(comments).not.toContain(first);
});

test('a transfer, when it leaves the wallet, then the listener learns of it once, and of coins that come in nothing', async () => {
  const heard: TonTransfer[] = [];
  const time = createTime(stage.clock);
  atEnd(() => time.stop());
  const ton = await createTon({
    mnemonic: WORDS.join(' '),
    time,
    log: pino({ level: 'silent' }),
    saved: undefined,
    changed: () => {},
    onTransfer: (transfer) => heard.push(transfer),
  });
  const back = ton.transferIn({ from: OTHER, amount: 5n, comment: 'back' });
  expect(back).toMatchObject({ from: OTHER, to: ton.wallet, amount: '5', comment: 'back' });
  expect(heard).toEqual([]);
});

test('a sandbox, when it starts again with its state, then balance, number and transactions are the same', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-ton-'));
  atEnd(() => rmSync(directory, { recursive: true, force: true }));
  const options = { tonMnemonic: WORDS.join(' '), stateFile: path.join(directory, 'sandbox.json') };
  const first = await openSandbox(options);
  await play('/settings', { confirmMs: 0 }, first.sandbox.url);
  await call('sendBoc', { boc: signed({ seqno: 0, value: 7n, memo: 'kept' }) }, first.sandbox.url);
  const before = await play('/wallet', undefined, first.sandbox.url);
  await first.sandbox.close();
  const second = await openSandbox(options);
  expect(await play('/wallet', undefined, second.sandbox.url)).toEqual(before);
  expect(before).toMatchObject({ seqno: 1 });
  expect(await play('/transfers', undefined, second.sandbox.url)).toMatchObject([{ comment: 'kept' }]);
});

test('a message, when the clock jumps over its time and beyond its last second, then it landed in time', async () => {
  await play('/settings', { confirmMs: 50_000 });
  const seqno = await seqnoNow();
  const memo = randomUUID();
  const due = stage.clock.now().getTime() + 50_000;
  await call('sendBoc', { boc: signed({ seqno, memo }) });
  stage.clock.advance(100_000);
  await play('/settings', { confirmMs: 0 });
  expect(await seqnoNow()).toBe(seqno + 1);
  const landed = (await play<TonTransfer[]>('/transfers')).find(({ comment }) => comment === memo);
  expect(Math.abs(Date.parse(landed?.at ?? '') - due)).toBeLessThan(5000);
});
