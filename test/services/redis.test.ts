import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/services/ports.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { atEnd } from '../kit/atEnd.ts';

test('startRedis, when several want one port at once, then each has a server of its own', async () => {
  const port = await freePort();
  const servers = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const directory = mkdtempSync(path.join(tmpdir(), 'starboard-redis-'));
      const redis = await startRedis({ directory, port, persistent: false });
      atEnd(async () => {
        await redis.stop();
        rmSync(directory, { recursive: true, force: true });
      });
      return redis;
    }),
  );
  expect(new Set(servers.map((one) => one.port)).size).toBe(3);
});
