import { Cluster } from 'ioredis';
import type { RedisClient } from './redis.ts';

export interface RedisState {
  reads: boolean;
  writes: boolean;
  /** The word of Redis for its refusal (READONLY, OOM, MISCONF …), or that it does not answer. */
  reason?: string;
  /** The policy for full memory, if it deletes keys. */
  evicts?: string;
}

const KEEP_S = 60;

/**
 * Asks Redis to read and to write. `keys` has one key for each node that must accept writes; in a cluster each may be on
 * another node. Never throws.
 */
export async function probeRedis(redis: RedisClient, keys: readonly string[]): Promise<RedisState> {
  const [read, written, policies] = await Promise.all([
    refusal(() => redis.ping()),
    Promise.all(keys.map((key) => refusal(() => redis.set(key, 1, 'EX', KEEP_S)))),
    evictions(redis).catch(() => []),
  ]);
  const reason = read ?? written.find((word) => word !== undefined);
  const evicts = policies.find((policy) => policy !== 'noeviction');
  return {
    reads: read === undefined,
    writes: written.every((word) => word === undefined),
    ...(reason === undefined ? {} : { reason }),
    ...(evicts === undefined ? {} : { evicts }),
  };
}

async function refusal(command: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await command();
    return undefined;
  } catch (error) {
    // Answers of Redis start with a word in capitals. Texts of the client may contain addresses, so they are not shown.
    return /^([A-Z]{2,20})\b/.exec(error instanceof Error ? error.message : '')?.[1] ?? 'no answer';
  }
}

async function evictions(redis: RedisClient): Promise<string[]> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const texts = await Promise.all(nodes.map((node) => node.info('memory')));
  return texts.flatMap((text) => /^maxmemory_policy:(\S+)/m.exec(text)?.[1] ?? []);
}
