import type { Response } from 'express';
import { unsentBytes } from '../../platform/index.ts';

const PIECE = 16 * 1024;
/** If a reader takes nothing for this long, the file is given up. */
const PATIENCE_MS = 30_000;
/** Some kernels do not say how much is left. Then a slow line looks like a dead one for up to half a minute more. */
const BLIND = 3;

/**
 * Writes a file as fast as its reader takes it. It asks for the next part only when the last one is gone, so neither
 * memory nor a connection waits for a slow line. Throws when the source fails, when the reader is gone or takes nothing
 * for `patienceMs`, or when `signal` says so. The connection is then reset, so that no reader, and no proxy that does
 * not know chunks, can take half a file for the whole.
 */
export async function deliver(
  response: Response,
  parts: AsyncIterable<string | Uint8Array>,
  { signal, patienceMs = PATIENCE_MS }: { signal?: AbortSignal; patienceMs?: number } = {},
): Promise<void> {
  try {
    for await (const piece of pieces(parts)) {
      signal?.throwIfAborted();
      await taken(response, patienceMs, (done) => response.write(piece, done));
    }
    await taken(response, patienceMs, (done) => {
      // The `end` of the session takes no callback.
      response.once('finish', done);
      response.end();
    });
  } catch (error) {
    response.socket?.resetAndDestroy();
    response.destroy();
    throw error;
  }
}

/** Gathers lines and cuts large parts, so that every piece has the same time. */
async function* pieces(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    const bytes = Buffer.from(part as string);
    gathered.push(bytes);
    size += bytes.length;
    if (size < PIECE) continue;
    const all = Buffer.concat(gathered);
    let at = 0;
    for (; at + PIECE <= all.length; at += PIECE) yield all.subarray(at, at + PIECE);
    gathered = [all.subarray(at)];
    size = all.length - at;
  }
  if (size > 0) yield Buffer.concat(gathered);
}

/** Waits until the kernel has taken what `write` writes, as long as the other end takes anything. */
async function taken(
  response: Response,
  patienceMs: number,
  write: (done: (error?: Error | null) => void) => unknown,
): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  let closed = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      closed = () => reject(new Error('the reader went away'));
      watch = watchReader(response, patienceMs, () => reject(new Error('the reader takes nothing')));
      response.once('close', closed);
      if (response.destroyed) closed();
      else write((error) => (error ? reject(error) : resolve()));
    });
  } finally {
    clearInterval(watch);
    response.off('close', closed);
  }
}

function watchReader({ socket }: Response, patienceMs: number, giveUp: () => void): NodeJS.Timeout {
  let left: number | undefined;
  let since = performance.now();
  return setInterval(() => {
    const look = async (): Promise<void> => {
      const now = socket ? await unsentBytes(socket) : undefined;
      if (now !== left) since = performance.now();
      left = now;
      if (performance.now() - since >= patienceMs * (now === undefined ? BLIND : 1)) giveUp();
    };
    void look();
  }, patienceMs / 10);
}
