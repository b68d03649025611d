import { Queue } from 'bullmq';
import type { Context, RedisClient } from '../platform/index.ts';
import { QUEUES, type QueueName } from './contracts.ts';

export type Queues = Readonly<Record<QueueName, Queue>>;

/**
 * First part of a queue's keys. The braces make a Redis Cluster keep all keys of one queue in one place, and each
 * queue in a place of its own.
 */
export function queuePrefix(context: Pick<Context, 'config'>, queue: QueueName): string {
  return `{${context.config.REDIS_PREFIX}-${queue}}`;
}

/**
 * Handles of all queues, for adding jobs and for looking at them. They share `connection` and do not close it;
 * close them with {@link closeQueues}.
 */
export function createQueues(
  context: Pick<Context, 'config' | 'redis' | 'log'>,
  connection: RedisClient = context.redis,
): Queues {
  const create = (name: QueueName): Queue => {
    const queue = new Queue(name, { connection, prefix: queuePrefix(context, name) });
    // The connection reports its own errors; without a listener this one would end the process.
    queue.on('error', () => {});
    return queue;
  };
  return Object.fromEntries(QUEUES.map((name) => [name, create(name)])) as Record<QueueName, Queue>;
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}

/** A key in every place of Redis that the product writes to: in a cluster each queue may lie on another node. */
export function redisPlaces(context: Pick<Context, 'config'>): string[] {
  const prefixes = [context.config.REDIS_PREFIX, ...QUEUES.map((queue) => queuePrefix(context, queue))];
  return prefixes.map((prefix) => `${prefix}:probe`);
}

/** Queues that somebody paused: their jobs wait until somebody resumes them. */
export async function pausedQueues(context: Pick<Context, 'config' | 'redis'>): Promise<QueueName[]> {
  const marks = await Promise.all(
    QUEUES.map((queue) => context.redis.hexists(`${queuePrefix(context, queue)}:${queue}:meta`, 'paused')),
  );
  return QUEUES.filter((_, index) => marks[index] === 1);
}
