import { once } from 'node:events';
import { expect, test } from 'vitest';
import { checkRate, clearRate, showRate, type RateKind } from '../../src/limits/index.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
let next = 1n;
const newUser = (): bigint => next++;

async function press(userId: bigint, times: number, kind: RateKind = 'callback') {
  let last = await checkRate(context, { userId, kind });
  for (let i = 1; i < times; i++) last = await checkRate(context, { userId, kind });
  return last;
}

/** Ends the running block as if its time had passed: the strikes stay. */
async function serve(userId: bigint, kind: RateKind): Promise<void> {
  await context.redis.del(`${context.config.REDIS_PREFIX}:rate:${kind}:${userId}`);
}

async function events(userId: bigint) {
  const { rows } = await context.db.query<{ kind: string; details: Record<string, unknown> }>(
    'SELECT kind, details FROM security_events WHERE user_id = $1 ORDER BY at',
    [userId],
  );
  return rows;
}

test.each([
  ['api', 10],
  ['payment', 2],
] as const)(
  '%s, when the limit of %i a minute is passed, then it is refused for a minute',
  async (kind, limit) => {
    const userId = newUser();

    expect(await press(userId, limit, kind)).toEqual({ allowed: true });
    expect(await checkRate(context, { userId, kind })).toEqual({
      allowed: false,
      retryAfterSeconds: 60,
      tell: true,
    });
  },
);

test('messages, when ten came within a minute, then the eleventh is refused', async () => {
  const userId = newUser();

  expect((await press(userId, 10, 'message')).allowed).toBe(true);
  expect((await checkRate(context, { userId, kind: 'message' })).allowed).toBe(false);
});

test('a burst, when more than ten come within a second, then it is slowed down without a block', async () => {
  const userId = newUser();
  const verdicts = await Promise.all(
    Array.from({ length: 15 }, () => checkRate(context, { userId, kind: 'callback' })),
  );

  const refused = verdicts.filter((verdict) => !verdict.allowed);
  expect(refused.length).toBeGreaterThan(0);
  expect(await events(userId)).toEqual([]);
});

test('repeated offences, when each block is over, then the next one is longer and each is a security event', async () => {
  const userId = newUser();
  const waits: number[] = [];
  for (let offence = 0; offence < 5; offence++) {
    const verdict = await press(userId, 3, 'payment');
    if (!verdict.allowed) waits.push(verdict.retryAfterSeconds);
    await serve(userId, 'payment');
  }

  expect(waits).toEqual([60, 300, 900, 3600, 3600]);
  const written = await events(userId);
  expect(written.map(({ details }) => details['seconds'])).toEqual([60, 300, 900, 3600, 3600]);
  expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(['rate_limit_block']));
});

test('a blocked user, when more attempts come, then the block does not grow and telling is rare', async () => {
  const userId = newUser();
  await press(userId, 3, 'payment');

  const again = await press(userId, 50, 'payment');

  expect(again).toMatchObject({ allowed: false, tell: false });
  expect(await events(userId)).toHaveLength(1);
});

test('attempts at the limit, when they come from several processes at once, then one block is written', async () => {
  const userId = newUser();

  await Promise.all(Array.from({ length: 20 }, () => checkRate(context, { userId, kind: 'payment' })));

  expect(await events(userId)).toHaveLength(1);
});

test('clearRate, when a user is blocked, then the user may go on and strikes are forgotten', async () => {
  const userId = newUser();
  await press(userId, 3, 'payment');
  expect((await showRate(context, userId)).find(({ limit }) => limit === 'payment')?.blocked).toBe(true);

  await clearRate(context, userId);

  expect(await checkRate(context, { userId, kind: 'payment' })).toEqual({ allowed: true });
  expect((await showRate(context, userId)).find(({ limit }) => limit === 'strikes')?.used).toBe(0);
});

test('users, when one of them is blocked, then the others are not', async () => {
  const [one, other] = [newUser(), newUser()];
  await press(one, 3, 'payment');

  expect(await checkRate(context, { userId: other, kind: 'payment' })).toEqual({ allowed: true });
});

test('Redis, when it is away, then each process limits by itself', async () => {
  const alone = await createTestContext();
  await alone.redis.ping();
  await checkRate(alone, { userId: 1n, kind: 'payment' });
  const ended = once(alone.redis, 'end');
  alone.redis.disconnect();
  await ended;

  const verdicts = [];
  for (let i = 0; i < 4; i++)
    verdicts.push((await checkRate(alone, { userId: 1n, kind: 'payment' })).allowed);

  expect(verdicts).toEqual([true, true, false, false]);
});
