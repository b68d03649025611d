import { expect } from 'vitest';
import { lookAfterAlerts } from '../../src/alerts/index.ts';
import { newId } from '../../src/lib/index.ts';
import type { Config } from '../../src/platform/index.ts';
import { hire } from '../kit/hire.ts';
import { openShop, type Shop } from '../kit/shop.ts';

/** A shop that somebody looks after: nothing is wrong with it, and one group in Telegram gets all alerts. */
export interface Watch {
  readonly shop: Shop;
  readonly app: Shop['app'];
  /** Other variables for the next looks. */
  readonly settings: Partial<Config>;
  readonly admin: bigint;
  /** One look, as the job does it every minute. All processes are alive, unless these are named. */
  look(alive?: readonly string[]): Promise<void>;
  /** Kinds and subjects of open alerts. */
  open(): Promise<string[]>;
  /** What was told to chats about alerts of a kind, in order. */
  told(kind: string): Promise<string[]>;
  /** An hour is longer than any alert waits for the end of its cause. */
  longAfter(): void;
}

export async function openWatch(environment: Record<string, string> = {}): Promise<Watch> {
  const shop = await openShop(environment);
  const { app } = shop;
  const { owner } = app.testDb;
  const admin = await hire(app, 'admin');
  await owner.query(
    `INSERT INTO alert_receivers (chat_id, title, linked_by, language) VALUES (-100500, 'duty', $1, 'en')`,
    [admin],
  );
  const settings: Partial<Config> = {};
  const id = newId();
  const watch: Watch = {
    shop,
    app,
    settings,
    admin,
    look: async (alive = ['web', 'bot', 'worker']) => {
      await owner.query(
        'INSERT INTO processes (id, roles) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET roles = $2, beat_at = now()',
        [id, alive],
      );
      await lookAfterAlerts({ ...app, config: { ...app.config, ...settings } });
    },
    open: async () => {
      const { rows } = await app.db.query<{ name: string }>(
        `SELECT trim(trailing ':' FROM kind || ':' || subject) AS name FROM alerts WHERE ended_at IS NULL ORDER BY 1`,
      );
      return rows.map(({ name }) => name);
    },
    told: async (kind) => {
      const { rows } = await app.db.query<{ event: string }>(
        `SELECT t.event FROM alert_tells t JOIN alerts a ON a.id = t.alert_id
         WHERE a.kind = $1 AND t.receiver_id IS NOT NULL ORDER BY t.created_at, t.id`,
        [kind],
      );
      return rows.map(({ event }) => event);
    },
    longAfter: () => app.clock.advance(3_600_000),
  };
  await watch.look();
  expect(await watch.open(), 'nothing is wrong at first').toEqual([]);
  return watch;
}
