import { inTime } from '../lib/index.ts';
import { figure, LIMIT_MS, type Reading, type Value } from './reading.ts';

const ROLES = ['web', 'bot', 'worker'] as const;

/** What only this process can say: what it is, and what it reaches. */
export const PROCESS_READINGS: readonly Reading[] = [
  {
    families: [
      { name: 'starboard_process_role', help: 'What this process does', labels: { role: ROLES } },
      {
        name: 'starboard_database_connections',
        help: 'Connections of this process to PostgreSQL. waiting: work that waits for one; most: how many it may open',
        labels: { state: ['busy', 'idle', 'waiting', 'most'] },
      },
    ],
    read: async ({ app: { config, db } }) => {
      const { totalCount, idleCount, waitingCount, options } = db.pool;
      const connections = {
        busy: totalCount - idleCount,
        idle: idleCount,
        waiting: waitingCount,
        most: options.max,
      };
      return {
        starboard_process_role: config.ROLES.map((role): Value => [{ role }, 1]),
        starboard_database_connections: Object.entries(connections).map(([state, n]): Value => [
          { state },
          n,
        ]),
      };
    },
  },
  answers('database', 'PostgreSQL', ({ app }) => app.db.query('SELECT 1')),
  answers('redis', 'Redis', ({ app }) => app.redis.ping()),
];

/** Whether a service answers this process, and how fast. */
function answers(
  name: string,
  what: string,
  ask: (source: Parameters<Reading['read']>[0]) => Promise<unknown>,
): Reading {
  const [up, seconds] = [`starboard_${name}_up`, `starboard_${name}_ping_seconds`];
  return {
    families: [
      { name: up, help: `Whether ${what} answers` },
      { name: seconds, help: `How long ${what} took to answer the smallest question` },
    ],
    read: async (source) => {
      const started = performance.now();
      const answer = await inTime(() => ask(source), LIMIT_MS / 2, undefined);
      if (answer === undefined) return { [up]: figure(0) };
      return { [up]: figure(1), [seconds]: figure((performance.now() - started) / 1000) };
    },
  };
}
