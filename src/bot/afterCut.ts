import { setTimeout as sleep } from 'node:timers/promises';
import { awayOf } from '../platform/index.ts';

const PAUSE_MS = 300;

/**
 * Runs a part of a turn once more when its connection to PostgreSQL broke in the middle, so that nobody knows what was
 * done. What a turn does carries keys, so that doing it again does it once.
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
