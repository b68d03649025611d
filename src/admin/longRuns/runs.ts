import { createSlots } from '../site/slots.ts';

/** How far the work is. */
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

/** Long work of this process: what is asked for again while it runs is the same run, and it ends with its last reader. */
export interface Runs {
  /**
   * The result of the run that is called `key`: the one under way, or a new one. `tell` hears how far it is, until
   * `signal` says that this reader is gone. Errors: TOO_MANY_AT_ONCE, and those of the work.
   */
  follow(
    reader: { staffId: bigint; tell: Tell; signal: AbortSignal },
    key: string,
    work: Work,
  ): Promise<object>;
}

/** Each may hold a connection for minutes, and both of them leave pages of exports two. */
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
    // Who is gone does not hear how it ended.
    result.catch(() => {});
    running.set(key, run);
    return run;
  };

  return {
    follow: async ({ staffId, tell, signal }, key, work) => {
      // Who went away before this will not say so again.
      signal.throwIfAborted();
      const run = running.get(key) ?? begin(key, staffId, work);
      if (run.last) tell(run.last);
      run.listeners.add(tell);
      const leave = (): void => {
        run.listeners.delete(tell);
        if (run.listeners.size > 0) return;
        // Whoever asks now begins anew; a run that nobody waits for has ended or is about to.
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
