import { newId } from '../lib/index.ts';
import { outage, probeRedis, type Context } from '../platform/index.ts';
import { redisPlaces } from '../queue/index.ts';
import type { Sign } from './sign.ts';

const BEAT_MS = 10_000;
const LOST_S = 60;
const ROLES = ['web', 'bot', 'worker'] as const;

/**
 * Every ten seconds tells the other processes that this one lives and what it does, and checks whether it can write to
 * Redis. Calls `onBeat` each time the others were told. Returns the function that ends it.
 */
export function startBeating(context: Context, onBeat: () => void = () => {}): () => Promise<void> {
  const id = newId();
  const { db, log, config } = context;
  let policy = '';
  const look = async (): Promise<void> => {
    const state = await probeRedis(context.redis, redisPlaces(context));
    const why = { message: state.reason ?? '' };
    if (!state.reads) outage(log, 'redis').failed(why);
    else if (!state.writes) outage(log, 'redis writes').failed(why);
    else for (const part of ['redis', 'redis writes']) outage(log, part).well();
    const { evicts = '' } = state;
    if (evicts !== '' && evicts !== policy)
      log.warn(
        { policy: evicts },
        'Redis loses keys when its memory is full: set maxmemory-policy noeviction',
      );
    policy = evicts;
  };
  const beat = async (): Promise<void> => {
    await db
      .query(
        `WITH gone AS (DELETE FROM processes WHERE beat_at < now() - interval '1 day')
         INSERT INTO processes (id, roles) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET beat_at = now()`,
        [id, config.ROLES],
      )
      .then(onBeat, (error: unknown) => outage(log, 'postgres').failed(error));
    await look();
  };
  let running = beat();
  const timer = setInterval(() => (running = running.then(beat)), BEAT_MS);
  return async () => {
    clearInterval(timer);
    await running;
    // A process that ends in good order is not missed.
    await db.query('DELETE FROM processes WHERE id = $1', [id]).catch(() => undefined);
  };
}

/** Whether a process with its last sign of life so long ago still counts as alive. */
export function isAlive(silentMs: number): boolean {
  return silentMs < LOST_S * 1000;
}

/** Roles that no living process has. */
export async function roleSigns({ db }: Pick<Context, 'db'>): Promise<Sign[]> {
  const { rows } = await db.query<{ role: string }>(
    `SELECT DISTINCT unnest(roles) AS role FROM processes WHERE beat_at > now() - make_interval(secs => ${LOST_S})`,
  );
  const alive = new Set(rows.map(({ role }) => role));
  return ROLES.filter((role) => !alive.has(role)).map((role) => ({
    name: `role.${role}`,
    severity: 'unhealthy',
    text: `no process has the role ${role}`,
  }));
}
