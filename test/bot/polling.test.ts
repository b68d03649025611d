import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { poll } from '../../src/bot/polling.ts';
import { createClient } from '../../src/bot/client.ts';
import { createBreaker, createLogger, loadConfig } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTestContext } from '../kit/testContext.ts';

type Answer = (offset: number) => unknown[] | Promise<unknown[]>;

const context = await createTestContext();

/** A Bot API that answers getUpdates as told, at once; gives what was asked and what was handled. */
async function pollFrom(
  answer: Answer,
): Promise<{ offsets: number[]; handled: number[]; lines: Record<string, unknown>[] }> {
  const offsets: number[] = [];
  const handled: number[] = [];
  const lines: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { offset = 0 } = JSON.parse(text) as { offset?: number };
      offsets.push(offset);
      void Promise.resolve(answer(offset)).then((result) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result })),
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const log = createLogger(
    { LOG_LEVEL: 'info', DEBUG: false },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const config = loadConfig({
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    DATABASE_URL: context.testDb.url,
    REDIS_URL: context.redisUrl,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const client = createClient(
    { ...context, config, log },
    createBreaker(context, 'telegram', () => false),
  );
  const stopping = new AbortController();
  const polling = poll({
    client,
    log,
    signal: stopping.signal,
    take: async (update) => void handled.push(update.update_id),
    onFailure: () => {},
  });
  atEnd(async () => {
    stopping.abort();
    await polling;
    server.closeAllConnections();
    server.close();
  });
  return { offsets, handled, lines };
}

const update = (id: unknown) => ({ update_id: id, message: {} });
const asked = (offsets: readonly number[], from: number) =>
  expect.poll(() => offsets.length, { timeout: 20_000 }).toBeGreaterThan(from);

test('polling, when Telegram numbers updates lower after a quiet week, then the offset follows and nothing is asked in a circle', async () => {
  const waiting = [update(900_000_000)];
  // As Telegram does: an offset in the future gives what there is; one within the numbers confirms what lies below.
  const { offsets, handled } = await pollFrom((offset) => {
    const lowest = waiting[0]?.update_id;
    if (offset - 1 === lowest) waiting.shift();
    return waiting.slice(0, 1);
  });
  await expect.poll(() => handled, { timeout: 20_000 }).toEqual([900_000_000]);
  waiting.push(update(1000), update(1001));
  await expect.poll(() => handled, { timeout: 20_000 }).toEqual([900_000_000, 1000, 1001]);
  await expect.poll(() => offsets.at(-1), { timeout: 20_000 }).toBe(1002);
  expect(waiting).toEqual([]);
});

test.each([
  ['2^53', 2 ** 53],
  ['2^53 - 1', 2 ** 53 - 1],
  ['far beyond', 1e300],
  ['half a number', 7.5],
  ['a text', '12'],
  ['absent', undefined],
])(
  'polling, when an update has the number %s, then it is left with one line and the others are served',
  async (_name, odd) => {
    const waiting: { update_id: unknown }[] = [update(odd)];
    const { offsets, handled, lines } = await pollFrom((offset) => {
      const left = waiting.filter(({ update_id: id }) => !Number.isSafeInteger(id) || Number(id) >= offset);
      return [null, ...left];
    });
    await asked(offsets, 0);
    waiting.unshift(update(41), update(42));
    await expect.poll(() => handled, { timeout: 20_000 }).toEqual([41, 42]);
    await expect.poll(() => offsets.at(-1), { timeout: 20_000 }).toBe(43);
    expect(lines.filter(({ updateId }) => updateId === String(odd)).length).toBeLessThanOrEqual(1);
    expect(lines.length).toBeLessThanOrEqual(2);
  },
);

test('polling, when the Bot API ignores the time to wait, then an idle bot asks about once a second', async () => {
  const began = performance.now();
  const { offsets, handled } = await pollFrom(() => []);
  await asked(offsets, 4);
  // However slow the machine is: not sooner than the floor allows.
  expect(performance.now() - began).toBeGreaterThan(3500);
  expect(handled).toEqual([]);
});

test('polling, when an update comes again and again although it was confirmed, then it is handled once and not asked for in a circle', async () => {
  const began = performance.now();
  const { offsets, handled } = await pollFrom(() => [update(5)]);
  await asked(offsets, 4);
  expect(performance.now() - began).toBeGreaterThan(1500);
  expect(handled).toEqual([5]);
});

test('polling, when the answer is no list, then it goes on', async () => {
  let answers = 0;
  const { offsets, handled } = await pollFrom((offset) => {
    answers++;
    if (answers === 1) return { no: 'list' } as unknown as unknown[];
    return offset > 5 ? [] : [update(5)];
  });
  await expect.poll(() => handled, { timeout: 20_000 }).toEqual([5]);
  await expect.poll(() => offsets.at(-1), { timeout: 20_000 }).toBe(6);
});
