import type { Context, Queryable } from '../platform/index.ts';

/** An open desk page reads its queue at least every half minute. */
const SEEN_SECONDS = 120;
/** One warning for this time, not one for each message. */
const WARN_EVERY_SECONDS = 600;

type Place = Pick<Context, 'config' | 'redis' | 'log' | 'db'>;

/** Records that a person looks at the desk. Never throws. */
export async function noteDeskSeen({ config, redis }: Place): Promise<void> {
  await redis.set(`${config.REDIS_PREFIX}:desk:seen`, '1', 'EX', SEEN_SECONDS).catch(() => undefined);
}

/** Tickets that wait for the shop and have no owner. */
export async function countUnattended(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM tickets WHERE status = 'open' AND owner_id IS NULL`,
  );
  return Number(rows[0]?.n ?? 0n);
}

/** A ticket without an owner is forgotten after this time, if nobody has the desk open. */
const FORGOTTEN_SECONDS = 900;

/** Tickets without an owner that have waited longer than that, while nobody has the desk open. */
export async function countForgotten({ config, redis, db, clock }: Context): Promise<number> {
  if ((await redis.exists(`${config.REDIS_PREFIX}:desk:seen`)) === 1) return 0;
  const row = await db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM tickets WHERE status = 'open' AND owner_id IS NULL
       AND updated_at < $1::timestamptz - make_interval(secs => ${FORGOTTEN_SECONDS})`,
    [clock.now()],
  );
  return Number(row?.n ?? 0n);
}

/** Tickets that wait for the shop, while nobody has the desk open. */
export async function countUnwatched({ config, redis, db }: Place): Promise<number> {
  if ((await redis.exists(`${config.REDIS_PREFIX}:desk:seen`)) === 1) return 0;
  const row = await db.one<{ n: bigint }>(`SELECT count(*) AS n FROM tickets WHERE status = 'open'`);
  return Number(row?.n ?? 0n);
}

/** A message came. If nobody has the desk open, the log says so, but not too often. Never throws. */
export async function noteMessage(place: Place, ticketId: string): Promise<void> {
  const { config, redis, log } = place;
  try {
    if ((await redis.exists(`${config.REDIS_PREFIX}:desk:seen`)) === 1) return;
    const key = `${config.REDIS_PREFIX}:desk:warned`;
    if ((await redis.set(key, '1', 'EX', WARN_EVERY_SECONDS, 'NX')) === null) return;
    const unattended = await countUnattended(place.db);
    log.warn(
      { alert: 'desk-unattended', ticketId, unattended },
      'a message to support came, and nobody has the desk open',
    );
  } catch (error) {
    log.debug({ err: error }, 'it is not known whether somebody has the desk open');
  }
}
