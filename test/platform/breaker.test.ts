import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBreaker, createRedis, type Breaker } from '../../src/platform/index.ts';
import { ask, CLOSED, fail, succeed, type Circuit } from '../../src/platform/circuit.ts';
import { CIRCUIT_SCRIPT } from '../../src/platform/circuit.lua.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext({
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '5',
  CIRCUIT_BREAKER_RECOVERY_TIMEOUT: '60',
  CIRCUIT_BREAKER_SUCCESS_THRESHOLD: '3',
});
// A second process: a connection of its own, the same Redis.
const second = { ...context, redis: createRedis(context.config, context.log) };

class Refused extends Error {}
const isFailure = (error: unknown): boolean => !(error instanceof Refused);
const fresh = async (): Promise<[Breaker, Breaker]> => {
  const pair: [Breaker, Breaker] = [
    createBreaker(context, 'heleket', isFailure),
    createBreaker(second, 'heleket', isFailure),
  ];
  await pair[0].reset();
  return pair;
};
const good = (breaker: Breaker): Promise<string> => breaker.run(() => Promise.resolve('done'));
const bad = (breaker: Breaker, error: Error = new Error('away')): Promise<string> =>
  breaker
    .run(() => Promise.reject<string>(error))
    .catch((thrown: Error & { code?: string }) => thrown.code ?? thrown.message);

test('the circuit, when any events come, then the script in Redis and the machine in memory agree', async () => {
  let run = 0;
  const moment = fc.record({
    events: fc.array(fc.constantFrom('ask', 'ask', 'succeed', 'fail', 'fail'), {
      minLength: 1,
      maxLength: 4,
    }),
    waitMs: fc.constantFrom(0, 1, 40, 99, 100, 250, -50, -100, -5000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { maxLength: 60 }),
      fc.record({
        threshold: fc.integer({ min: 1, max: 5 }),
        recoveryMs: fc.constant(100),
        probes: fc.integer({ min: 1, max: 3 }),
      }),
      async (moments, settings) => {
        const key = `test:circuit:${++run}`;
        let circuit: Circuit = CLOSED;
        let now = 1_800_000_000_000;
        for (const { events: atOnce, waitMs } of moments) {
          now += waitMs;
          const expected = atOnce.map((event) => {
            let allowed = true;
            if (event === 'ask') ({ circuit, allowed } = ask(circuit, now, settings));
            else circuit = event === 'succeed' ? succeed(circuit, settings) : fail(circuit, now, settings);
            const { phase, failures, successes, since } = circuit;
            return [allowed ? 1 : 0, phase, failures, successes, since];
          });
          const { threshold, recoveryMs, probes } = settings;
          const args = [now, threshold, recoveryMs, probes, ...atOnce];
          const replies = (await context.redis.eval(CIRCUIT_SCRIPT, 1, key, ...args)) as unknown[][];
          expect(replies.map((reply) => reply.slice(0, 5))).toEqual(expected);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('the breaker, when one process meets five failures, then all are refused until the time is over', async () => {
  const [one, two] = await fresh();
  for (let n = 0; n < 3; n++) await bad(one);
  for (let n = 0; n < 2; n++) await bad(two);
  expect(await one.state()).toMatchObject({ phase: 'open', failures: 5, shared: true });
  expect((await two.state()).retryAt).toEqual(new Date((await one.state()).retryAt ?? 0));
  await expect(good(one)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN', data: { service: 'heleket' } });
  await expect(good(two)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });

  context.clock.advance(60_000);
  expect(await good(two)).toBe('done');
  expect(await one.state()).toMatchObject({ phase: 'half_open' });
  expect(await good(one)).toBe('done');
  expect(await good(two)).toBe('done');
  expect(await two.state()).toMatchObject({ phase: 'closed', failures: 0 });
});

test('the breaker, when half open, then lets only so many probes out at once over all processes', async () => {
  const [one, two] = await fresh();
  for (let n = 0; n < 5; n++) await bad(one);
  context.clock.advance(60_000);
  let release = (): void => {};
  const gate = new Promise<string>((resolve) => (release = () => resolve('done')));
  let calls = 0;
  const probe = (breaker: Breaker): Promise<string> =>
    breaker
      .run(() => {
        calls++;
        return gate;
      })
      .catch((error: { code?: string }) => error.code ?? 'other');
  const asked = [one, two, one, two, one, two].map(probe);
  // Answers come in the order of the questions, so all six were decided when this one comes.
  await Promise.all([one.state(), two.state()]);
  release();
  const answers = await Promise.all(asked);
  expect(calls).toBe(3);
  expect(answers.filter((answer) => answer === 'CIRCUIT_OPEN')).toHaveLength(3);
  expect(await one.state()).toMatchObject({ phase: 'closed' });
});

test('the breaker, when the clock is set back by an hour, then does not stay open for an hour', async () => {
  const [one] = await fresh();
  for (let n = 0; n < 5; n++) await bad(one);
  context.clock.advance(-3_600_000);
  expect(await good(one)).toBe('done');
  context.clock.advance(3_600_000);
});

test('the breaker, when a probe fails, then is open for another whole time', async () => {
  const [one] = await fresh();
  for (let n = 0; n < 5; n++) await bad(one);
  context.clock.advance(60_000);
  await bad(one);
  expect(await one.state()).toMatchObject({ phase: 'open' });
  context.clock.advance(59_000);
  await expect(good(one)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
});

test('the breaker, when the service refuses requests, then stays closed', async () => {
  const [one] = await fresh();
  for (let n = 0; n < 20; n++) await bad(one, new Refused('no'));
  expect(await one.state()).toMatchObject({ phase: 'closed', failures: 0 });
});

test('the breaker, when successes stand between failures, then stays closed', async () => {
  const [one] = await fresh();
  for (let n = 0; n < 12; n++) {
    for (let m = 0; m < 4; m++) await bad(one);
    await good(one);
  }
  expect(await one.state()).toMatchObject({ phase: 'closed', failures: 0 });
});

test('the breaker, when reset by hand, then is closed for all', async () => {
  const [one, two] = await fresh();
  for (let n = 0; n < 5; n++) await bad(one);
  await two.reset();
  expect(await good(one)).toBe('done');
});

test('the breaker, when Redis only lets itself be read, then each process decides by itself and says so', async () => {
  const [one] = await fresh();
  await context.redis.call('REPLICAOF', '127.0.0.1', '1');
  try {
    for (let n = 0; n < 5; n++) await bad(one);
    await expect(good(one)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
    expect(await one.state()).toMatchObject({ phase: 'open', failures: 5, shared: false });
  } finally {
    await context.redis.call('REPLICAOF', 'NO', 'ONE');
  }
  expect(await good(one)).toBe('done');
  expect(await one.state()).toMatchObject({ phase: 'closed', shared: true });
});

test('the breaker, when Redis is away, then each process goes on by itself', async () => {
  const [one, two] = await fresh();
  second.redis.disconnect();
  for (let n = 0; n < 5; n++) await bad(two);
  expect(await two.state()).toMatchObject({ phase: 'open', shared: false });
  await expect(good(two)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
  expect(await good(one)).toBe('done');
  context.clock.advance(60_000);
  for (let n = 0; n < 3; n++) expect(await good(two)).toBe('done');
  expect(await two.state()).toMatchObject({ phase: 'closed', shared: false });
});
