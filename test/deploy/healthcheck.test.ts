import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/services/ports.ts';
import { createPulse } from '../../src/http/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { startProduct } from '../kit/product.ts';

const METRICS_TOKEN = 'a-token-for-the-figures';
const dockerfile = readFileSync(fileURLToPath(new URL('../../Dockerfile', import.meta.url)), 'utf8');
/** The check as Docker runs it. */
const [program = '', ...words] = JSON.parse(
  /^HEALTHCHECK .*\\\n\s*CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]',
) as string[];

function check(port: number): 'healthy' | 'unhealthy' {
  const path = process.env['PATH'] ?? '';
  // Docker ends a check that takes longer, as one that failed.
  const { status } = spawnSync(program, words, {
    env: { PATH: path, HEALTH_PORT: String(port) },
    timeout: 5000,
  });
  return status === 0 ? 'healthy' : 'unhealthy';
}

test('a worker, when it runs, hangs and goes on, then the check of its container says so each time, and its metrics are there for the token', async () => {
  const port = await freePort();
  expect(check(port)).toBe('unhealthy');
  const metricsPort = await freePort();
  const product = await startProduct({
    ROLES: 'worker',
    HEALTH_PORT: String(port),
    METRICS_PORT: String(metricsPort),
    METRICS_TOKEN,
  });
  await expect.poll(() => check(port), { timeout: 20_000 }).toBe('healthy');

  // A worker has no back office, and Prometheus reads it all the same.
  const metrics = (token?: string, query = ''): Promise<Response> =>
    fetch(`http://127.0.0.1:${metricsPort}/metrics${query}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  expect((await metrics()).status).toBe(404);
  expect((await metrics(`${METRICS_TOKEN}x`)).status).toBe(404);
  const own = await (await metrics(METRICS_TOKEN, '?of=process')).text();
  expect(own).toContain('starboard_process_role{role="worker"} 1');
  expect(own).not.toContain('starboard_outbox_open');
  const shop = await (await metrics(METRICS_TOKEN, '?of=shop')).text();
  expect(shop).toContain('starboard_outbox_open');
  expect(shop).not.toContain('starboard_process_role');

  product.child.kill('SIGSTOP');
  expect(check(port)).toBe('unhealthy');
  product.child.kill('SIGCONT');
  await expect.poll(() => check(port), { timeout: 20_000 }).toBe('healthy');

  expect(await product.stop()).toBe(0);
  expect(check(port)).toBe('unhealthy');
});

test('a process, when its signs of life stay away for a minute, then its check fails until the next one', async () => {
  let now = 0;
  const pulse = createPulse(() => now);
  const server = pulse.site.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  atEnd(() => server.close());
  const { port } = server.address() as AddressInfo;
  const status = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/`)).status;

  expect(await status()).toBe(503);
  pulse.beat();
  now = 59_000;
  expect(await status()).toBe(200);
  now = 60_000;
  expect(await status()).toBe(503);
  pulse.beat();
  expect(await status()).toBe(200);
});
