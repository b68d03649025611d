import { Pool } from 'undici';
import { SECRET } from './stage.ts';

const CALLERS = 32;
let updates = 1_000_000;

/**
 * Sends updates of Telegram to these origins in turn. An update of no known kind is checked, stored, and then ignored, so
 * what is measured is the door. Returns updates per second. Errors: the first answer that is not 200.
 */
export async function measureUpdates(origins: readonly string[], count: number): Promise<number> {
  const pools = origins.map(
    (origin) => new Pool(origin, { connections: CALLERS, connect: { rejectUnauthorized: false } }),
  );
  try {
    await inTurn(pools, count / 10);
    const began = performance.now();
    await inTurn(pools, count);
    return (count / (performance.now() - began)) * 1000;
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

async function inTurn(pools: readonly Pool[], count: number): Promise<void> {
  let left = count;
  const caller = async (): Promise<void> => {
    while (left-- > 0) {
      const status = await sendUpdate(pools[left % pools.length] as Pool);
      if (status !== 200) throw new Error(`an update was answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

/** One update. Returns the status of the answer. */
export async function sendUpdate(pool: Pool): Promise<number> {
  const response = await pool.request({
    method: 'POST',
    path: '/webhook',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: ++updates }),
  });
  await response.body.dump();
  return response.statusCode;
}
