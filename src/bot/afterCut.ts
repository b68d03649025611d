import { setTimeout as sleep } from 'node:timers/promises';
import { awayOf } from '../platform/index.ts';

const PAUSE_MS = 300;

/**
 * Runs a part of a turn again if its connection to PostgreSQL broke in the middle. In that case nobody knows what was
 * done. The work of a turn carries keys, so running it again does it only once.
 */
export async function afterCut<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (awayOf(error) !== 'cut') throw error;
    await sleep(PAUSE_MS);
    return work();
  }
}
