import { Queue } from 'bullmq';
import { ConfigError, type Context, type RedisClient } from '../platform/index.ts';
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

/**
 * How many connections to one Redis server a process with these roles has at most: one for commands, and a worker one for its
 * queues and one for each queue where it waits. Each client of a cluster has one more, for news of the cluster.
 */
export function connectionsOf({
  ROLES,
  REDIS_CLUSTER_ENABLED,
}: Pick<Context['config'], 'ROLES' | 'REDIS_CLUSTER_ENABLED'>): number {
  const clients = 1 + (ROLES.includes('worker') ? 1 + QUEUES.length : 0);
  return REDIS_CLUSTER_ENABLED ? 2 * clients : clients;
}

/** Errors: ConfigError if REDIS_MAX_CONNECTIONS is less than the roles need. */
export function requireConnections({ config }: Pick<Context, 'config'>): void {
  const needed = connectionsOf(config);
  if (needed <= config.REDIS_MAX_CONNECTIONS) return;
  const roles = config.ROLES.join(',');
  throw new ConfigError([
    `REDIS_MAX_CONNECTIONS is wrong: a process with the roles ${roles} needs ${needed} connections to Redis (given: ${config.REDIS_MAX_CONNECTIONS})`,
  ]);
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
