import { Cluster, Redis } from 'ioredis';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { outage } from './outage.ts';

export type RedisClient = Redis | Cluster;

/**
 * Opens a connection to Redis: to the cluster, or to one instance (REDIS_URL, or the first node). Commands fail after
 * `REDIS_SOCKET_TIMEOUT` instead of waiting for ever, because the product works without the data in Redis. `blocking` is
 * for BullMQ workers, which wait on purpose.
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
  // Without this listener a lost connection would end the process.
  client.on('error', (error: Error) => outage(log, 'redis').failed({ message: error.message }));
  client.on('ready', () => outage(log, 'redis').well());
  // After the first connection, commands to a lost Redis fail at once and not after REDIS_SOCKET_TIMEOUT each. Otherwise a
  // request with many commands would hang for a minute.
  if (use === 'commands') client.on('ready', () => (client.options.enableOfflineQueue = false));
  return client;
}

/** After a failover the old master is a replica. A new connection to the same address may reach the new master. */
const MOVED = /READONLY|MASTERDOWN|LOADING|UNBLOCKED/;
/** Commands of requests may fail often, and each reconnection also fails commands that only read. */
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

/** Commands wait while we renew a connection on purpose, but they do not wait for a Redis that does not answer. */
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
 * ioredis starts the time-out of a command only when a node has it. If the cluster is not formed yet, or has lost a part, a
 * command would wait for ever. So we add our own time-out.
 */
class PunctualCluster extends Cluster {
  override sendCommand(...[command, ...rest]: Parameters<Cluster['sendCommand']>): unknown {
    const { commandTimeout } = this.options.redisOptions ?? {};
    if (commandTimeout !== undefined) command.setTimeout(commandTimeout);
    return super.sendCommand(command, ...rest);
  }
}

/** The options of each node. */
function access(config: Config): { password?: string; tls?: object } {
  const password = config.REDIS_PASSWORD.reveal();
  return { ...(password === '' ? {} : { password }), ...(config.REDIS_TLS ? { tls: {} } : {}) };
}
