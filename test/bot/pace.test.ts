import { afterAll, expect, test } from 'vitest';
import { createPace } from '../../src/bot/pace.ts';
import { createRedis } from '../../src/platform/index.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
// Two processes: a connection each, the same Redis.
const redis = createRedis(context.config, context.log);
afterAll(() => redis.disconnect());
await Promise.all([context.redis.ping(), redis.ping()]);
const [one, two] = [createPace(context), createPace({ ...context, redis })];
const keyOf = (chatId: string): string => `${context.config.REDIS_PREFIX}:telegram-pace-chat:${chatId}`;
/** The second of this chat does not end by itself. */
const stopTime = (chatId: string) => context.redis.pexpire(keyOf(chatId), 3_600_000);

test.each(['news', 'answer'] as const)(
  'news, when the chat has just got %s from another process, then wait until a second is over',
  async (before) => {
    const chatId = `after-${before}`;
    await one[before](chatId);
    await stopTime(chatId);
    let told = false;
    const second = two.news(chatId).then(() => (told = true));
    await two.news(`another-${before}`);
    expect(told).toBe(false);
    await context.redis.del(keyOf(chatId));
    await second;
    expect(told).toBe(true);
  },
);

test('an answer, when the chat has just got news, then does not wait', async () => {
  await one.news('pressed');
  await stopTime('pressed');
  await two.answer('pressed');
});
