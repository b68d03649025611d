import { Cluster, Redis } from 'ioredis';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { outage } from './outage.ts';

export type RedisClient = Redis | Cluster;

/**
 * A connection to Redis: the cluster, or one instance (REDIS_URL, else the first of the nodes). Commands fail after `REDIS_SOCKET_TIMEOUT` instead of
 * waiting for ever, because everything kept in Redis can be done without. `blocking` is for BullMQ workers,
 * which wait on purpose.
 */
export function createRedis(
  config: Config,
  log: Logger,
  use: 'commands' | 'blocking' = 'commands',
): RedisClient {
  const options = {
    lazyConnect: false,
    connectTimeout: config.REDIS_SOCKET_CONNECT_TIMEOUT * 1000,
    retryStrategy: (times: number) => Math.min(times * 100, 2000),
    reconnectOnError: afterFailover(use === 'commands' ? REST_MS : 0, () => {
      if (use === 'commands') waitFor(client);
    }),
    ...(use === 'blocking'
      ? { maxRetriesPerRequest: null }
      : {
          maxRetriesPerRequest: config.REDIS_RETRY_ON_TIMEOUT ? 2 : 0,
          commandTimeout: config.REDIS_SOCKET_TIMEOUT * 1000,
        }),
  };
  const client: RedisClient = config.REDIS_CLUSTER_ENABLED
    ? createCluster(config, options)
    : createSingle(config, options);
  // Without a listener a lost connection would end the process.
  client.on('error', (error: Error) => outage(log, 'redis').failed({ message: error.message }));
  client.on('ready', () => outage(log, 'redis').well());
  // Once it has been there, a lost Redis is answered at once instead of after REDIS_SOCKET_TIMEOUT per command: a
  // request with many commands would otherwise hang for a minute.
  if (use === 'commands') client.on('ready', () => (client.options.enableOfflineQueue = false));
  return client;
}

/** After a failover the old connection leads to what is a replica now: the address may lead to the new master. */
const MOVED = /READONLY|MASTERDOWN|LOADING|UNBLOCKED/;
/** Commands of requests may fail often; each reconnection also fails those that only read. */
const REST_MS = 1000;

function afterFailover(restMs: number, onReconnect: () => void): (error: Error) => boolean {
  let last = -Infinity;
  return (error) => {
    if (!MOVED.test(error.message) || performance.now() - last < restMs) return false;
    last = performance.now();
    onReconnect();
    return true;
  };
}

/** Commands wait for a connection that is renewed on purpose, but not for a Redis that is away. */
function waitFor(client: RedisClient): void {
  client.options.enableOfflineQueue = true;
  setTimeout(() => (client.options.enableOfflineQueue = false), REST_MS).unref();
}

function createSingle(config: Config, options: object): Redis {
  const url = config.REDIS_URL.reveal();
  if (url !== '') return new Redis(url, { ...options });
  const node = { host: config.REDIS_MASTER_HOST, port: config.REDIS_MASTER_PORT };
  return new Redis({ ...options, ...access(config), ...node });
}

function createCluster(config: Config, options: object): Cluster {
  const nodes = [
    { host: config.REDIS_MASTER_HOST, port: config.REDIS_MASTER_PORT },
    { host: config.REDIS_SLAVE1_HOST, port: config.REDIS_SLAVE1_PORT },
    { host: config.REDIS_SLAVE2_HOST, port: config.REDIS_SLAVE2_PORT },
  ];
  return new PunctualCluster(nodes, { redisOptions: { ...options, ...access(config) } });
}

/**
 * ioredis counts the time of a command only once a node has it: one that waits for a cluster that is not formed yet, or
 * has lost a part, would wait for ever.
 */
class PunctualCluster extends Cluster {
  override sendCommand(...[command, ...rest]: Parameters<Cluster['sendCommand']>): unknown {
    const { commandTimeout } = this.options.redisOptions ?? {};
    if (commandTimeout !== undefined) command.setTimeout(commandTimeout);
    return super.sendCommand(command, ...rest);
  }
}

/** What each node asks for. */
function access(config: Config): { password?: string; tls?: object } {
  const password = config.REDIS_PASSWORD.reveal();
  return { ...(password === '' ? {} : { password }), ...(config.REDIS_TLS ? { tls: {} } : {}) };
}
