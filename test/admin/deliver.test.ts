import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { deliver } from '../../src/admin/exports/deliver.ts';
import { atEnd } from '../kit/atEnd.ts';

const LINE = `${'x'.repeat(999)}\n`;
const MEGABYTES = 12;

interface Ending {
  error: string | undefined;
  seconds: number;
  asked: number;
}

/** A server with one file of many lines; `ended` tells how its delivery came out. */
async function serveFile(
  patienceMs: number,
  parts: (asked: () => void) => AsyncIterable<string | Uint8Array>,
): Promise<{ port: number; ended: Promise<Ending> }> {
  const app = express();
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => (end = resolve));
  app.get('/', async (_request, response) => {
    const started = performance.now();
    let asked = 0;
    const error = await deliver(
      response,
      parts(() => asked++),
      { patienceMs },
    ).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    end({ error, seconds: (performance.now() - started) / 1000, asked });
  });
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  atEnd(() => void (server.closeAllConnections(), server.close()));
  return { port: (server.address() as AddressInfo).port, ended };
}

async function* lines(asked: () => void, count = MEGABYTES * 1000): AsyncGenerator<string> {
  for (let n = 0; n < count; n++) {
    asked();
    yield LINE;
  }
}

function open(port: number, version = '1.1'): net.Socket {
  const socket = net.connect(port, '127.0.0.1');
  socket.write(`GET / HTTP/${version}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  socket.pause();
  return socket;
}

/** Takes so many bytes a second. */
function readSlowly(socket: net.Socket, bytesPerSecond: number): void {
  const started = performance.now();
  let bytes = 0;
  const timer = setInterval(() => {
    while (bytes < ((performance.now() - started) / 1000) * bytesPerSecond) {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) break;
      bytes += chunk.length;
    }
  }, 50);
  socket.on('error', () => {});
  atEnd(() => (clearInterval(timer), void socket.destroy()));
}

/** Reads to the end and tells how it ended: whole, cut off as if it were whole, or the error. */
function endOf(socket: net.Socket): Promise<string> {
  return new Promise((resolve) => {
    let tail = '';
    socket.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString('latin1')).slice(-5)));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('end', () => resolve(tail === '0\r\n\r\n' ? 'whole' : 'cut'));
    socket.resume();
  });
}

test('a file, when the reader takes it, then it comes whole and is asked for no faster than it is taken', async () => {
  const { port, ended } = await serveFile(5000, (asked) => lines(asked));
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect((await answer.text()).length).toBe(MEGABYTES * 1000 * LINE.length);
  expect((await ended).error).toBeUndefined();
});

test('a file, when the line takes 50 KB a second and a full buffer longer to empty than the patience is, then it is not broken off', async () => {
  const { port, ended } = await serveFile(12_000, (asked) => lines(asked));
  readSlowly(open(port), 50_000);
  const outcome = await Promise.race([
    ended,
    new Promise((resolve) => setTimeout(() => resolve('still going'), 45_000)),
  ]);
  expect(outcome).toBe('still going');
}, 60_000);

test('a file, when the reader takes nothing, then it is given up, the rest is never made, and no half file looks whole', async () => {
  const { port, ended } = await serveFile(2000, (asked) => lines(asked, 1e9));
  const socket = open(port);
  const { error, asked } = await ended;
  expect(error).toContain('takes nothing');
  // What the buffers of both ends held.
  expect(asked).toBeLessThan(60_000);
  expect(await endOf(socket)).toBe('ECONNRESET');
}, 60_000);

test.each(['1.0', '1.1'])(
  'a file, when its source fails half-way and the reader speaks HTTP/%s, then the reader is told by the connection',
  async (version) => {
    const { port } = await serveFile(2000, async function* (asked) {
      yield* lines(asked, 100);
      throw new Error('the database is away');
    });
    expect(await endOf(open(port, version))).toBe('ECONNRESET');
  },
);

test('a file, when the reader goes away, then nothing more is made', async () => {
  const { port, ended } = await serveFile(5000, (asked) => lines(asked, 1e9));
  const socket = open(port);
  socket.once('data', () => socket.destroy()).resume();
  expect((await ended).error).toBeDefined();
});
