import { createServer } from 'node:net';

/**
 * Below the ports that Linux gives to outgoing connections (32768 and more), so that none of them takes a port before its
 * server does. Above 10080, the last one that browsers refuse.
 */
const FIRST = 12_000;
const COUNT = 20_000;
/** Test workers choose at the same time, so each has its own share. */
const SHARES = 16;

const given = new Set<number>();

/** Returns a port on loopback that is free now. A process gets each port once, even if it does not listen there yet. */
export async function freePort(): Promise<number> {
  const share = Number(process.env['VITEST_POOL_ID'] ?? process.pid) % SHARES;
  for (;;) {
    const port = FIRST + share + SHARES * Math.floor(Math.random() * (COUNT / SHARES));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** True if nothing listens on this loopback port. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
