import { setTimeout as sleep } from 'node:timers/promises';
import { outage, type Context } from '../platform/index.ts';

const RECONNECT_MS = 1000;

/**
 * Keeps one connection that listens for new outbox rows, and replaces it when it breaks. Ends when `signal` does. A
 * missed notice does no harm, because the outbox is also read at regular times.
 */
export async function startListening(
  context: Context,
  onNotice: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(context, onNotice, signal);
    } catch (error) {
      outage(context.log, 'outbox notices').failed(error);
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function listenOnce(context: Context, onNotice: () => void, signal: AbortSignal): Promise<void> {
  const { client, isDeaf, end } = await context.db.listener();
  if (isDeaf)
    context.log.warn(
      'DATABASE_MIGRATION_URL leads through a pooler: new jobs are not heard of, only found by the clock',
    );
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => resolve();
      signal.addEventListener('abort', stop, { once: true });
      client.on('notification', onNotice);
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection ended')));
      const heard = (): void => {
        outage(context.log, 'outbox notices').well();
        onNotice();
      };
      client.query('LISTEN outbox').then(heard, reject);
      if (signal.aborted) resolve();
    });
  } finally {
    // Close the connection and do not give it back to the pool, because it still listens.
    end();
  }
}
