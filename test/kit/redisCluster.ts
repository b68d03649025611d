import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { expect } from 'vitest';
import { freePort, isFree } from '../../scripts/services/ports.ts';
import { redisBinary } from '../../scripts/services/redis.ts';
import { startServer, stopServer } from '../../scripts/services/run.ts';
import { atEnd } from './atEnd.ts';

/** Six nodes of Redis for a cluster of three masters with one replica each. */
export interface RedisCluster {
  readonly ports: readonly number[];
  /** Makes the cluster, and waits until every node says that it works. */
  create(): Promise<void>;
  /** Kills the master that has this key, like a crash. */
  killMasterOf(key: string): Promise<void>;
  /** All keys of the running masters. */
  keys(): Promise<string[]>;
}

const SLOTS = 16_384;
const MASTERS = 3;
const HOST = '127.0.0.1';
/** A node that is silent for this long counts as gone. */
const NODE_TIMEOUT_MS = 1000;
/** The bus of a node listens on the node's port plus this number. */
const BUS = 10_000;

const firstOf = (index: number): number => Math.floor((SLOTS * index) / MASTERS);

/** Starts the nodes. None has a slot yet. */
export async function startRedisNodes(): Promise<RedisCluster> {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-cluster-'));
  const nodes: { port: number; child: ChildProcess; client: Redis }[] = [];
  atEnd(async () => {
    for (const { client } of nodes) client.disconnect();
    await Promise.all(nodes.map(({ child }) => stopServer(child, 'SIGKILL')));
    rmSync(directory, { recursive: true, force: true });
  });
  for (let n = 0; n < MASTERS * 2; n++) {
    const port = await nodePort();
    const home = path.join(directory, String(n));
    mkdirSync(home);
    const options = {
      port,
      bind: HOST,
      dir: home,
      save: '',
      'maxmemory-policy': 'noeviction',
      'cluster-enabled': 'yes',
      'cluster-node-timeout': NODE_TIMEOUT_MS,
      'repl-diskless-sync-delay': 0,
    };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = startServer(redisBinary(), words, { endSignal: 'SIGKILL' });
    const client = new Redis(port, HOST, { retryStrategy: () => 100, maxRetriesPerRequest: 100 });
    client.on('error', () => {});
    nodes.push({ port, child, client });
  }
  await Promise.all(nodes.map(({ client }) => client.ping()));
  const masters = nodes.slice(0, MASTERS);
  const stands = async ({ client }: (typeof nodes)[number], of: number): Promise<void> => {
    const info = (): Promise<string> => client.cluster('INFO');
    await expect.poll(info, { timeout: 20_000 }).toMatch(/cluster_state:ok/);
    await expect.poll(info, { timeout: 20_000 }).toContain(`cluster_known_nodes:${of}`);
  };
  return {
    ports: nodes.map(({ port }) => port),
    create: async () => {
      for (const [index, { client }] of masters.entries()) {
        await client.call('CLUSTER', 'ADDSLOTSRANGE', firstOf(index), firstOf(index + 1) - 1);
        await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
      }
      for (const { client } of nodes.slice(1)) await client.cluster('MEET', HOST, nodes[0]?.port ?? 0);
      await Promise.all(nodes.map((node) => stands(node, nodes.length)));
      for (const [index, { client }] of nodes.slice(MASTERS).entries()) {
        const id = String(await masters[index]?.client.call('CLUSTER', 'MYID'));
        await expect
          .poll(() => client.call('CLUSTER', 'REPLICATE', id).catch(String), { timeout: 20_000 })
          .toBe('OK');
      }
      for (const { client } of nodes.slice(MASTERS))
        await expect
          .poll(() => client.info('replication'), { timeout: 20_000 })
          .toContain('master_link_status:up');
    },
    killMasterOf: async (key) => {
      const slot = Number(await nodes.at(-1)?.client.call('CLUSTER', 'KEYSLOT', key));
      const node = masters.find((_, index) => slot >= firstOf(index) && slot < firstOf(index + 1));
      if (!node) throw new Error('no such slot');
      node.client.disconnect();
      await stopServer(node.child, 'SIGKILL');
    },
    keys: async () => (await Promise.all(masters.map(({ client }) => client.keys('*')))).flat(),
  };
}

/** A port whose bus is free too. */
async function nodePort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port + BUS < 65_536 && (await isFree(port + BUS))) return port;
  }
}
