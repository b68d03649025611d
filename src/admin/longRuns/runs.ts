import { createSlots } from '../site/slots.ts';

/** The progress of the work. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly hits?: number;
}
type Tell = (progress: Progress) => void;
export type Work = (tell: Tell, signal: AbortSignal) => Promise<object>;

interface Run {
  readonly result: Promise<object>;
  readonly controller: AbortController;
  readonly listeners: Set<Tell>;
  last: Progress | undefined;
}

/**
 * Long work of this process. If the same work is requested while it runs, the reader follows the same run. A run ends
 * with its last reader.
 */
export interface Runs {
  /**
   * The result of the run `key`: the one that runs, or a new one. `tell` gets the progress, until `signal` says that
   * this reader is gone. Errors: TOO_MANY_AT_ONCE, and those of the work.
   */
  follow(
    reader: { staffId: bigint; tell: Tell; signal: AbortSignal },
    key: string,
    work: Work,
  ): Promise<object>;
}

/** Each run may hold a connection for minutes. Two runs leave two connections for pages of exports. */
export function createRuns(limits = { perPerson: 1, inAll: 2 }): Runs {
  const slots = createSlots(limits);
  const running = new Map<string, Run>();

  const begin = (key: string, staffId: bigint, work: Work): Run => {
    const free = slots.take(staffId);
    const controller = new AbortController();
    const listeners = new Set<Tell>();
    const tell: Tell = (progress) => {
      controller.signal.throwIfAborted();
      run.last = progress;
      for (const listener of listeners) listener(progress);
    };
    const result = Promise.resolve()
      .then(() => work(tell, controller.signal))
      .finally(() => {
        free();
        if (running.get(key) === run) running.delete(key);
      });
    const run: Run = { result, controller, listeners, last: undefined };
    // A reader that is gone does not get the result.
    result.catch(() => {});
    running.set(key, run);
    return run;
  };

  return {
    follow: async ({ staffId, tell, signal }, key, work) => {
      // A reader that went away before this line will not signal it again.
      signal.throwIfAborted();
      const run = running.get(key) ?? begin(key, staffId, work);
      if (run.last) tell(run.last);
      run.listeners.add(tell);
      const leave = (): void => {
        run.listeners.delete(tell);
        if (run.listeners.size > 0) return;
        // A new reader starts a new run. A run without readers has ended or is about to.
        if (running.get(key) === run) running.delete(key);
        run.controller.abort(new Error('nobody waits for the result'));
      };
      signal.addEventListener('abort', leave, { once: true });
      try {
        return await run.result;
      } finally {
        signal.removeEventListener('abort', leave);
        run.listeners.delete(tell);
      }
    },
  };
}
