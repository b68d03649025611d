import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { post, sealLedger, verifyLedger, webhookPublisher } from '../../src/ledger/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { openUsers, sealAll, together, topup } from '../kit/journals.ts';

const context = await createTestContext();
const { db, testDb } = context;
const [user = 0n] = await openUsers(db, 1);
const sealed = async (): Promise<bigint> =>
  (await db.one<{ at: bigint }>('SELECT ledger.sealed_position() AS at'))?.at ?? 0n;

const received: unknown[] = [];
let answer = 500;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    received.push(JSON.parse(body));
    response.writeHead(answer).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => server.close(resolve)));
const address = server.address();
const publish = webhookPublisher(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);

test('sealLedger, when the webhook fails, then the closing is sent again by the next run and then no more', async () => {
  await db.tx((tx) => post(tx, topup(user, 1n)));
  while (received.length === 0) await sealLedger(context, publish);
  answer = 200;
  await sealLedger(context, publish);
  await sealLedger(context, publish);

  expect(received).toHaveLength(2);
  expect(received[0]).toEqual({
    day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    block: '1',
    position: '1',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(received[1]).toEqual(received[0]);
});

test('sealLedger, when a posting is not committed yet, then it is not sealed over, and later ones wait with it', async () => {
  const late = await testDb.db.pool.connect();
  await late.query('BEGIN');
  await late.query('SELECT ledger.open_user_accounts(77, $1)', ['TON']);
  const held = await db.tx((tx) => post(tx, topup(user, 1n)));
  await late.query(
    `SELECT ledger.post(gen_random_uuid(), 'adjustment', '', 'system', ARRAY[ledger.house_account('fees', 'TON', $1)],
       ARRAY[ledger.user_account(77, 'wallet', 'TON')], '{5}')`,
    [held.journalId],
  );
  const before = await sealed();
  await db.tx((tx) => post(tx, topup(user, 1n)));

  await sealLedger(context);
  const during = await sealed();
  await late.query('COMMIT');
  late.release();
  await sealAll(context);

  expect(during).toBe(before);
  expect(await sealed()).toBe(before + 3n);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

test('sealLedger, when it runs beside postings and beside itself, then every row is sealed once and verifies', async () => {
  const state = { running: true };
  const writers = [1, 2, 3, 4].map(async () => {
    while (state.running) await db.tx((tx) => post(tx, topup(user, 1n)));
  });
  // Positions that no transfer has: transactions that were rolled back after posting.
  const undone = (async () => {
    while (state.running)
      await db
        .tx(async (tx) => {
          await post(tx, topup(user, 1n));
          throw new Error('undo');
        })
        .catch(() => undefined);
  })();
  for (let i = 0; i < 25; i++) await together(3, () => sealLedger(context));
  state.running = false;
  await Promise.all([...writers, undone]);
  await sealAll(context);

  const row = await db.one<{ sealed: bigint; all: bigint }>(
    'SELECT (SELECT sum(transfers)::bigint FROM ledger.blocks) AS sealed, (SELECT count(*) FROM ledger.transfers) AS all',
  );
  expect(row?.sealed).toBe(row?.all);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});
