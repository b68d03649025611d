import { createApp, type App } from '../../src/app.ts';
import { createBot, type Bot } from '../../src/bot/index.ts';
import { createLogger, loadConfig } from '../../src/platform/index.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { atEnd } from './atEnd.ts';
import { GENEROUS } from './generous.ts';
import { createPlayer, type Player, type PlayedUser } from './player.ts';
import { TestClock } from './testContext.ts';
import { createTestDb, type TestDb } from './testDb.ts';
import { createTestRedis } from './testRedis.ts';

/** The bot in front of its own sandbox, with everything that it logged. */
export interface Chats {
  readonly app: App;
  readonly bot: Bot;
  readonly player: Player;
  readonly clock: TestClock;
  readonly testDb: TestDb;
  readonly redis: { stop(): Promise<void> };
  /** The log lines of handled updates so far. */
  updates(): Record<string, unknown>[];
  /** The log lines with these words so far. */
  logged(message: string): Record<string, unknown>[];
  /** Waits until the bot has handled everything that Telegram has. Returns the number of lines. */
  answered(): Promise<number>;
  /** Does the jobs of kept updates, until none is left. */
  answerAll(): Promise<void>;
  /** A new person in Telegram who has pressed Start. */
  person(profile?: { first_name?: string; language_code?: string }): Promise<PlayedUser>;
  /** Ends this process's bot and begins another one on the same database and Redis. */
  restart(): Promise<void>;
  /** Gives coins to a user by Telegram id, as a paid top-up would. */
  give(person: PlayedUser, coins: number): Promise<void>;
  userId(person: PlayedUser): Promise<bigint>;
}

export async function openChats(
  environment: Record<string, string> = {},
  postgresUrl?: string,
  // Texts of answers are tested, and this machine may be slow.
  earlyMs = 60_000,
): Promise<Chats> {
  const testDb = await createTestDb(postgresUrl);
  const redis = await createTestRedis();
  const clock = new TestClock();
  const lines: Record<string, unknown>[] = [];
  const settings = {
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'info',
    DATABASE_URL: testDb.url,
    REDIS_URL: redis.url,
    ...GENEROUS,
    ...environment,
  };
  const draft = loadConfig(settings);
  const quiet = createLogger({ LOG_LEVEL: 'silent', DEBUG: false });
  const sandbox = await createSandbox({
    port: 0,
    telegramToken: draft.TELEGRAM_TOKEN.reveal(),
    merchant: draft.MERCHANT_UUID,
    paymentKey: draft.API_KEY.reveal(),
    payoutKey: draft.HELEKET_PAYOUT_KEY.reveal(),
    log: quiet,
    clock,
    floodLimits: false,
  });
  const config = loadConfig({
    ...settings,
    TELEGRAM_API_ROOT: sandbox.telegramRoot,
    HELEKET_API_URL: sandbox.heleketUrl,
  });
  const log = createLogger(config, {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const app = createApp(config, { clock, log });
  const player = createPlayer(sandbox.url);
  const open = () => createBot(app, { earlyMs });
  let bot = open();
  await bot.start();
  atEnd(async () => {
    await bot.stop();
    await app.close();
    await sandbox.close();
  });

  const userId = async (person: PlayedUser): Promise<bigint> => {
    const row = await testDb.owner.one<{ id: bigint }>('SELECT id FROM users WHERE telegram_id = $1', [
      person.id,
    ]);
    if (!row) throw new Error('this person has not written to the bot');
    return row.id;
  };
  const waiting = async (): Promise<number> => {
    const token = config.TELEGRAM_TOKEN.reveal();
    const response = await fetch(`${config.TELEGRAM_API_ROOT}/bot${token}/getWebhookInfo`);
    const answer = (await response.json()) as { result: { pending_update_count: number } };
    return answer.result.pending_update_count;
  };
  const answered = async (): Promise<number> => {
    for (const end = Date.now() + 20_000; (await waiting()) > 0;) {
      if (Date.now() > end) throw new Error('updates stay unhandled');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // A turn that takes long is kept and confirmed to Telegram before it ends.
    await bot.idle();
    return updates().length;
  };
  const logged = (message: string) => lines.filter((line) => line['msg'] === message);
  const updates = () => logged('update');
  return {
    app,
    player,
    clock,
    testDb,
    redis,
    userId,
    get bot() {
      return bot;
    },
    updates,
    logged,
    answered,
    person: async (profile = {}) => {
      const person = await player.addUser({ first_name: 'Тест', language_code: 'ru', ...profile });
      await person.send('/start');
      await answered();
      return person;
    },
    answerAll: async () => {
      for (const end = Date.now() + 20_000; ;) {
        const { rows } = await testDb.owner.query<{ id: bigint }>(
          'SELECT update_id AS id FROM open_updates WHERE NOT waits_for_return ORDER BY update_id',
        );
        if (rows.length === 0) return;
        if (Date.now() > end) throw new Error('updates stay open');
        for (const { id } of rows) await bot.answerUpdate(Number(id)).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    restart: async () => {
      await bot.stop();
      bot = open();
      await bot.start();
    },
    give: async (person, coins) => {
      const { post } = await import('../../src/ledger/index.ts');
      const user = await userId(person);
      await testDb.db.tx((tx) =>
        post(tx, {
          key: `test-gift:${user}:${Math.random()}`,
          kind: 'topup',
          reason: 'a test needs coins',
          actor: 'system',
          lines: [
            {
              debit: { house: 'provider_clearing', asset: 'TON' },
              credit: { user, account: 'wallet', asset: 'TON' },
              amount: BigInt(coins) * 1_000_000_000n,
            },
          ],
        }),
      );
    },
  };
}
