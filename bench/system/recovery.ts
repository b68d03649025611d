import { Pool } from 'undici';
import { sendUpdate } from './load.ts';
import type { Stage } from './stage.ts';

const MOST_S = 60;
const EVERY_MS = 50;

/**
 * Seconds from the moment something is killed until both paths work: an update through nginx is taken, and a job that was
 * given after the kill is done by a worker. Errors: that it took more than a minute.
 */
export async function measureRecovery(
  stage: Stage,
  name: string,
  crash: () => Promise<void>,
): Promise<number> {
  const pool = new Pool(`https://127.0.0.1:${stage.proxy.https}`, {
    connections: 1,
    connect: { rejectUnauthorized: false },
  });
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds().catch(() => false))) {
      if (seconds() > MOST_S) throw new Error(`${name}: no full service within ${MOST_S} s`);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  try {
    await crash();
    let isDone: (() => Promise<boolean>) | undefined;
    await until(async () => (await sendUpdate(pool)) === 200);
    await until(async () => {
      isDone ??= await stage.giveJob();
      return isDone();
    });
    return seconds();
  } finally {
    await pool.close();
  }
}
