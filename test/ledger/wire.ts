import { connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A wire to the database that can be cut on purpose. */
export interface Wire {
  /** The database's address through this wire. */
  readonly url: string;
  /** The next request reaches the server and is carried out; its answer is lost, and with it the connection. */
  loseNextAnswer(): void;
  /** The next request reaches the server; then nothing comes back, and nobody says why. */
  goSilent(): void;
}

export async function openWire(url: string): Promise<Wire> {
  const target = new URL(url);
  let mode: 'pass' | 'lose' | 'silent' = 'pass';
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let armed: typeof mode = 'pass';
    client.on('data', (request) => {
      if (mode !== 'pass') {
        armed = mode;
        mode = 'pass';
      }
      upstream.write(request);
    });
    upstream.on('data', (answer) => {
      if (armed === 'pass') client.write(answer);
      else if (armed === 'lose') client.destroy();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === 'object' ? address?.port : 0);
  return {
    url: through.toString(),
    loseNextAnswer: () => (mode = 'lose'),
    goSilent: () => (mode = 'silent'),
  };
}
