import { afterAll, expect, test } from 'vitest';
import { createSubmitter, post, userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { createDb, createLogger, loadConfig } from '../../src/platform/index.ts';
import { createTestDb } from '../kit/testDb.ts';
import { openUsers, purchase, topup } from '../kit/journals.ts';
import { openWire } from './wire.ts';

/** The answer is lost after the server has done its work: nobody but the ledger knows that it is done. */
const { db: straight, url } = await createTestDb();
const wire = await openWire(url);
const log = createLogger({ LOG_LEVEL: 'silent', DEBUG: false });
const db = createDb(
  { url: wire.url, role: 'starboard_app', max: 4, statementTimeoutMs: 10_000, applicationName: 'wire' },
  log,
);
const config = loadConfig({
  SANDBOX: 'on',
  ENVIRONMENT: 'test',
  LOG_LEVEL: 'silent',
  DATABASE_URL: wire.url,
});
const submitter = createSubmitter({ config, db: straight, log }, { answerWithinMs: 1500 });
afterAll(async () => {
  await submitter.close();
  await db.close();
});
const [user = 0n] = await openUsers(straight, 1);

test('post, when the answer to the commit is lost, then it was posted, and the repetition says so', async () => {
  for (let i = 0; i < 10; i++) {
    const wanted = topup(user, 1n);
    const lost = db.tx(async (tx) => {
      const posted = await post(tx, wanted);
      wire.loseNextAnswer();
      return posted;
    });

    await expect(lost).rejects.toThrow();
    expect(await db.tx((tx) => post(tx, wanted))).toMatchObject({ replayed: true });
  }
  expect((await userBalances(straight, user)).wallet).toBe(10n);
});

test('post, when its own answer is lost, then nothing was posted, and the repetition posts it', async () => {
  const wanted = topup(user, 5n);
  const lost = db.tx(async (tx) => {
    wire.loseNextAnswer();
    return post(tx, wanted);
  });

  await expect(lost).rejects.toThrow();
  expect(await db.tx((tx) => post(tx, wanted))).toMatchObject({ replayed: false });
  expect((await userBalances(straight, user)).wallet).toBe(15n);
});

test('submit, when the answer to a batch is lost, then every caller hears it, and every repetition is answered', async () => {
  await submitter.submitGroup([topup(user, 986n), purchase(user, 1n, 1n)]);
  for (let i = 0; i < 10; i++) {
    const wanted = [topup(user, 2n), purchase(user, 1n, 1n), topup(user, 2n)];
    wire.loseNextAnswer();

    const lost = await Promise.allSettled(wanted.map((journal) => submitter.submit(journal)));
    const again = await Promise.all(wanted.map((journal) => submitter.submit(journal)));

    for (const result of lost)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DATABASE_UNAVAILABLE' } });
    expect(again.every(({ replayed }) => replayed)).toBe(true);
  }
  expect((await userBalances(straight, user)).wallet).toBe(1030n);
  expect((await verifyLedger(straight)).broken).toBeUndefined();
});

test('submit, when the wire falls silent, then it gives the connection up, and the repetition is answered', async () => {
  const wanted = topup(user, 1n);
  wire.goSilent();

  await expect(submitter.submit(wanted)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  const repeat = async (): Promise<boolean> =>
    submitter.submit(wanted).then(
      ({ replayed }) => replayed,
      () => repeat(),
    );
  expect(await repeat()).toBe(true);
});
