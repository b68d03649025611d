import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis, type PrivateRedis } from '../../scripts/services/redis.ts';
import { atEnd } from './atEnd.ts';

/** A Redis for the calling test file only, so that a test may flush or stop it. */
export async function createTestRedis(): Promise<PrivateRedis> {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-redis-'));
  const redis = await startRedis({ directory, persistent: false });
  atEnd(async () => {
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return redis;
}
