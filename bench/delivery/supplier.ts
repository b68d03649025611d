import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A supplier as a process of its own, because its work is not ours. It answers like MyStars. */
export interface BareSupplier {
  readonly url: string;
  /** The orders that it was asked for: how many calls, and their keys. An order that came twice is one key. */
  taken(): Promise<{ readonly creates: number; readonly keys: readonly string[] }>;
  close(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('supplierProcess.ts', import.meta.url));

/** Starts a supplier that answers `latencyMs` after each call. */
export async function startSupplier(latencyMs: number): Promise<BareSupplier> {
  const child = spawn(process.execPath, [SCRIPT, String(latencyMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}`;
  return {
    url,
    taken: async () => (await (await fetch(`${url}/taken`)).json()) as never,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
