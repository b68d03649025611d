import { within } from '../lib/index.ts';
import type { Logger } from './log.ts';

interface Closer {
  name: string;
  close: () => Promise<unknown>;
}

/** Collects things that must be closed. `run` closes each once, in reverse order, and reports those that took too long. */
export class Shutdown {
  readonly #closers: Closer[] = [];
  readonly #log: Logger;
  #running: Promise<boolean> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(name: string, close: () => Promise<unknown>): void {
    this.#closers.push({ name, close });
  }

  /** True if everything closed in time. */
  run(timeoutMs: number): Promise<boolean> {
    this.#running ??= this.#close(timeoutMs);
    return this.#running;
  }

  async #close(timeoutMs: number): Promise<boolean> {
    let clean = true;
    const deadline = Date.now() + timeoutMs;
    for (const { name, close } of this.#closers.toReversed()) {
      const left = Math.max(100, deadline - Date.now());
      try {
        await within(close(), left, new Error('took too long'));
      } catch (error) {
        clean = false;
        this.#log.error({ part: name, err: error }, 'a part did not close in time');
      }
    }
    return clean;
  }
}
