/**
 * Does many small pieces of work together: while one batch runs, items are collected, and the next batch takes them.
 * `work` returns one result per item, in their order. If a result is a promise, only its own item waits for it. If `work`
 * rejects, all items of the batch fail.
 */
export interface BatcherOptions {
  /** Items of one batch. */
  readonly most: number;
  /** How many batches may run at once; default 1. */
  readonly atOnce?: number;
}

export function createBatcher<I, O>(
  work: (items: readonly I[]) => Promise<readonly (O | Promise<O>)[]>,
  { most, atOnce = 1 }: BatcherOptions,
): (item: I) => Promise<O> {
  interface Waiting {
    readonly item: I;
    readonly done: (result: O | Promise<O>) => void;
    readonly failed: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let running = 0;
  let isPlanned = false;

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ done }, i) => done(results[i] as O | Promise<O>));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
    running -= 1;
    plan();
  };
  // Start after this turn of the event loop, so that all items of the turn go together.
  const plan = (): void => {
    if (isPlanned || running >= atOnce || waiting.length === 0) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      running += 1;
      void run(waiting.splice(0, most));
      plan();
    });
  };

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      plan();
    });
}
