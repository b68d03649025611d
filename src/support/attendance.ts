import type { Context, Queryable } from '../platform/index.ts';

/** An open desk reads its queue at least each half minute. */
const SEEN_SECONDS = 120;
/** One warning, not one for each message. */
const WARN_EVERY_SECONDS = 600;

type Place = Pick<Context, 'config' | 'redis' | 'log' | 'db'>;

/** Somebody looks at the desk. Never throws. */
export async function noteDeskSeen({ config, redis }: Place): Promise<void> {
  await redis.set(`${config.REDIS_PREFIX}:desk:seen`, '1', 'EX', SEEN_SECONDS).catch(() => undefined);
}

/** Tickets that wait for the shop and that nobody answers for. */
export async function countUnattended(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM tickets WHERE status = 'open' AND owner_id IS NULL`,
  );
  return Number(rows[0]?.n ?? 0n);
}

/** A ticket that nobody took for so long is forgotten where nobody has the desk open either. */
const FORGOTTEN_SECONDS = 900;

/** Tickets that wait for longer than a while, with no owner, while nobody has the desk open. */
export async function countForgotten({ config, redis, db, clock }: Context): Promise<number> {
  if ((await redis.exists(`${config.REDIS_PREFIX}:desk:seen`)) === 1) return 0;
  const row = await db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM tickets WHERE status = 'open' AND owner_id IS NULL
       AND updated_at < $1::timestamptz - make_interval(secs => ${FORGOTTEN_SECONDS})`,
    [clock.now()],
  );
  return Number(row?.n ?? 0n);
}

/** A message came: where nobody has the desk open, the log says so, once in a while. Never throws. */
export async function noteMessage(place: Place, ticketId: string): Promise<void> {
  const { config, redis, log } = place;
  try {
    if ((await redis.exists(`${config.REDIS_PREFIX}:desk:seen`)) === 1) return;
    const key = `${config.REDIS_PREFIX}:desk:warned`;
    if ((await redis.set(key, '1', 'EX', WARN_EVERY_SECONDS, 'NX')) === null) return;
    const unattended = await countUnattended(place.db);
    log.warn(
      { alert: 'desk-unattended', ticketId, unattended },
      'a message to support came while nobody has the desk open',
    );
  } catch (error) {
    log.debug({ err: error }, 'whether the desk is open is not known');
  }
}
