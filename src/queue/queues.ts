import { Queue } from 'bullmq';
import type { Context, RedisClient } from '../platform/index.ts';
import { QUEUES, type QueueName } from './contracts.ts';

export type Queues = Readonly<Record<QueueName, Queue>>;

/**
 * First part of a queue's keys. Because of the braces a Redis Cluster keeps all keys of one queue on one node, while
 * different queues may be on different nodes.
 */
export function queuePrefix(context: Pick<Context, 'config'>, queue: QueueName): string {
  return `{${context.config.REDIS_PREFIX}-${queue}}`;
}

/**
 * Opens handles of all queues, to add jobs and to look at them. They share `connection` and do not close it.
 * Close them with {@link closeQueues}.
 */
export function createQueues(
  context: Pick<Context, 'config' | 'redis' | 'log'>,
  connection: RedisClient = context.redis,
): Queues {
  const create = (name: QueueName): Queue => {
    const queue = new Queue(name, { connection, prefix: queuePrefix(context, name) });
    // The connection already reports its errors. Without this listener the error would end the process.
    queue.on('error', () => {});
    return queue;
  };
  return Object.fromEntries(QUEUES.map((name) => [name, create(name)])) as Record<QueueName, Queue>;
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}

/** Returns a key on every node of Redis that the product writes to. In a cluster each queue may be on another node. */
export function redisPlaces(context: Pick<Context, 'config'>): string[] {
  const prefixes = [context.config.REDIS_PREFIX, ...QUEUES.map((queue) => queuePrefix(context, queue))];
  return prefixes.map((prefix) => `${prefix}:probe`);
}

/** Returns the paused queues. Their jobs wait until somebody resumes them. */
export async function pausedQueues(context: Pick<Context, 'config' | 'redis'>): Promise<QueueName[]> {
  const marks = await Promise.all(
    QUEUES.map((queue) => context.redis.hexists(`${queuePrefix(context, queue)}:${queue}:meta`, 'paused')),
  );
  return QUEUES.filter((_, index) => marks[index] === 1);
}
